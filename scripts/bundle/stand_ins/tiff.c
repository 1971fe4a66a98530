/* No TIFF is packed or unpacked: Pillow is told so when it opens one, and asks for the version at its start. */

const char *TIFFGetVersion(void)
{
    return "LIBTIFF, Version 0";
}
