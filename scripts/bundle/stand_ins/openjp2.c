/* No JPEG 2000 is packed or unpacked: Pillow is told so when it opens one, and asks for the version at its start. */

const char *opj_version(void)
{
    return "0";
}
