<#
.SYNOPSIS
    Makes this machine a station and nothing else, or a plain machine again: lock-down.ps1 on|off|status -User NAME

.DESCRIPTION
    WRITTEN AFTER THE VENDOR'S DOCUMENTATION, AND NOT RUN BY US YET. Try it on a machine that you can set up anew, and
    keep an administrator's password at hand: administrators keep their desktop.

    Needs Windows 10 or 11 Enterprise, Education or IoT Enterprise, an administrator, and Windows PowerShell 5.1
    (PowerShell 7 does not know [wmiclass]). NAME is a local user without administrator's rights, who has logged on once.

    on      Shell Launcher: the station is NAME's shell. Keyboard Filter: keys that lead out of it do nothing.
            Nothing starts from memory sticks.
    off     takes all of it back.
    status  tells what is in force; 1 where something is missing.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true, Position = 0)] [ValidateSet('on', 'off', 'status')] [string] $Action,
    [string] $User = 'yizhan',
    [string] $Program = "$env:ProgramFiles\Yizhan\yizhan-kioskw.exe"
)
Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'

$Embedded = 'root\standardcimv2\embedded'
$Features = 'Client-EmbeddedShellLauncher', 'Client-KeyboardFilter'
# Not "Shift": a scanner types capital letters with it.
$Keys = 'Ctrl+Alt+Del', 'Shift+Ctrl+Esc', 'Ctrl+Esc', 'Alt+Tab', 'Alt+Esc', 'Alt+F4', 'Win+L', 'Windows'
# The policy "Removable Disks: Deny execute access".
$Sticks = 'HKLM:\SOFTWARE\Policies\Microsoft\Windows\RemovableStorageDevices\{53f5630d-b6bf-11d0-94f2-00a0c91efb8b}'
$RestartShell = 0
$DoNothing = 3

function Assert-Administrator {
    $me = [Security.Principal.WindowsPrincipal] [Security.Principal.WindowsIdentity]::GetCurrent()
    if (-not $me.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) {
        throw 'As an administrator, please.'
    }
}

function Get-Sid([string] $Name) {
    (New-Object Security.Principal.NTAccount($Name)).Translate([Security.Principal.SecurityIdentifier]).Value
}

function Get-Launcher { [wmiclass] "\\localhost\${Embedded}:WESL_UserSetting" }

# Returns $true where the machine has to be started anew before the features can be set up.
function Enable-Features {
    $later = $false
    foreach ($name in $Features) {
        if ((Get-WindowsOptionalFeature -Online -FeatureName $name).State -ne 'Enabled') {
            $later = (Enable-WindowsOptionalFeature -Online -FeatureName $name -All -NoRestart).RestartNeeded -or $later
        }
    }
    $later
}

function Set-Keys([bool] $Blocked) {
    $known = @(Get-WmiObject -Namespace $Embedded -Class WEKF_PredefinedKey)
    foreach ($name in $Keys) {
        $key = $known | Where-Object { $_.Id -eq $name }
        if ($key) { $key.Enabled = $Blocked; $key.Put() | Out-Null } else { Write-Warning "This Windows cannot block $name" }
    }
}

function Set-On {
    if (-not (Test-Path $Program)) { throw "There is no $Program" }
    if (Enable-Features) { 'Start the machine anew, then say "on" once more.'; return }
    $sid = Get-Sid $User
    $launcher = Get-Launcher
    # A kiosk that is ended by its PIN ends with 0 and stays away; after any other end it is begun anew.
    try { $launcher.RemoveCustomShell($sid) | Out-Null } catch { Write-Verbose 'There was no shell of that user.' }
    $launcher.SetDefaultShell('explorer.exe', $DoNothing) | Out-Null
    $launcher.SetCustomShell($sid, "$Program watch", @(0), @($DoNothing), $RestartShell) | Out-Null
    $launcher.SetEnabled($true) | Out-Null
    Set-Keys $true
    New-Item -Path $Sticks -Force | Out-Null
    Set-ItemProperty -Path $Sticks -Name 'Deny_Execute' -Value 1 -Type DWord
    schtasks.exe /Delete /F /TN 'Yizhan station' 2>$null | Out-Null
    "Locked down. It shows when $User logs on. The way out: the desk, More, This machine, About."
}

function Set-Off {
    $launcher = Get-Launcher
    try { $launcher.RemoveCustomShell((Get-Sid $User)) | Out-Null } catch { Write-Verbose 'There was no shell of that user.' }
    $launcher.SetEnabled($false) | Out-Null
    Set-Keys $false
    if (Test-Path $Sticks) { Remove-ItemProperty -Path $Sticks -Name 'Deny_Execute' -ErrorAction SilentlyContinue }
    'A plain machine again, after the next log-on. To start the station then: schtasks /Create /TN "Yizhan station" /XML task.xml'
}

function Show-Status {
    $wrong = @()
    foreach ($name in $Features) {
        if ((Get-WindowsOptionalFeature -Online -FeatureName $name).State -ne 'Enabled') { $wrong += "not switched on: $name" }
    }
    if (-not $wrong) {
        if (-not (Get-Launcher).IsEnabled().Enabled) { $wrong += 'Shell Launcher is off' }
        $sid = Get-Sid $User
        $shells = @(Get-WmiObject -Namespace $Embedded -Class WESL_UserSetting | Where-Object { $_.Sid -eq $sid })
        if ($shells.Count -eq 0) { $wrong += "the station is not the shell of $User" }
        $free = @(Get-WmiObject -Namespace $Embedded -Class WEKF_PredefinedKey | Where-Object { $Keys -contains $_.Id -and -not $_.Enabled })
        foreach ($key in $free) { $wrong += "not blocked: $($key.Id)" }
    }
    $denied = Get-ItemProperty -Path $Sticks -Name 'Deny_Execute' -ErrorAction SilentlyContinue
    if (-not $denied -or $denied.Deny_Execute -ne 1) { $wrong += 'programs on memory sticks can be started' }
    $wrong
    if ($wrong) { 'not locked down'; exit 1 }
    'locked down'
}

Assert-Administrator
switch ($Action) {
    'on' { Set-On }
    'off' { Set-Off }
    'status' { Show-Status }
}
