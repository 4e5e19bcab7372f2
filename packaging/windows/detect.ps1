# Intune's detection script: says that Plimsoll is here, in at least this version, and ends with 0.
$wanted = [version]"0.1.0"
$key = [Microsoft.Win32.RegistryKey]::OpenBaseKey("LocalMachine", "Registry64").OpenSubKey("SOFTWARE\Plimsoll")
if ($null -eq $key) { exit 1 }
$found = [version]$key.GetValue("Version")
$program = Join-Path $key.GetValue("InstallFolder") "plimsoll-agent.exe"
if ($found -ge $wanted -and (Test-Path $program)) {
    Write-Output "Plimsoll $found"
    exit 0
}
exit 1
