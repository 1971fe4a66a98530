; Makes the installer of a station for Windows: yizhan-VERSION-setup.exe, with Inno Setup 6.
;
; WRITTEN AFTER THE VENDOR'S DOCUMENTATION, AND NOT RUN BY US YET: there is no Windows where this program is built.
; On Windows 10 or 11, 64 bits, with the bundle in dist\yizhan (docs/install-windows.md):
;     iscc /DVersion=0.1.0 scripts\bundle\windows\yizhan.iss

#ifndef Version
  #error Say which version it is: iscc /DVersion=0.1.0 ...
#endif
#define Root "..\..\.."
#ifndef Bundle
  #define Bundle Root + "\dist\yizhan"
#endif
; Without a console; commands are those of yizhan-kiosk.exe.
#define Program "yizhan-kioskw.exe"

[Setup]
AppId={{6B1C6C0E-6C55-4C1B-9E0B-2C8A1D3F7A41}
AppName=Yizhan
AppVersion={#Version}
AppPublisher=Yizhan
LicenseFile={#Root}\LICENSE
DefaultDirName={autopf}\Yizhan
DisableProgramGroupPage=yes
DisableDirPage=yes
PrivilegesRequired=admin
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
CloseApplications=yes
RestartApplications=no
OutputDir={#Root}\dist
OutputBaseFilename=yizhan-{#Version}-setup
Compression=lzma2
SolidCompression=yes
UninstallDisplayIcon={app}\{#Program}

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

; A newer program may lack files of the one before it: what is left of them would be loaded.
[InstallDelete]
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs
Source: "task.xml"; DestDir: "{app}\station"; Flags: ignoreversion
Source: "lock-down.ps1"; DestDir: "{app}\station"; Flags: ignoreversion
Source: "{#Root}\docs\install-windows.md"; DestDir: "{app}\docs"; Flags: ignoreversion
Source: "{#Root}\docs\lock-down.md"; DestDir: "{app}\docs"; Flags: ignoreversion
Source: "{#Root}\docs\symptoms.md"; DestDir: "{app}\docs"; Flags: ignoreversion
Source: "{#Root}\docs\backup.md"; DestDir: "{app}\docs"; Flags: ignoreversion
Source: "{#Root}\docs\settings.md"; DestDir: "{app}\docs"; Flags: ignoreversion

[Icons]
Name: "{autoprograms}\Yizhan"; Filename: "{app}\{#Program}"; Parameters: "watch"

[Tasks]
Name: "atlogon"; Description: "Start the station when somebody logs on (Task Scheduler)"

; The task names the program by its usual place; DisableDirPage keeps it there.
[Run]
Filename: "{sys}\schtasks.exe"; Parameters: "/Create /F /TN ""Yizhan station"" /XML ""{app}\station\task.xml"""; Flags: runhidden; Tasks: atlogon; StatusMsg: "Telling Task Scheduler"

; Only what was installed goes. The data and the keys lie in the user's folders and stay: they may be the only copy.
[UninstallRun]
Filename: "{sys}\schtasks.exe"; Parameters: "/Delete /F /TN ""Yizhan station"""; Flags: runhidden; RunOnceId: "task"
