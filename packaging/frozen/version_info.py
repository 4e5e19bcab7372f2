"""Version resources of the programs on Windows (Microsoft, "VERSIONINFO resource").

Detection rules and the installer compare them, and people read them in a file's properties.
"""

from __future__ import annotations

DESCRIPTIONS = {
    "plimsoll": "Plimsoll: command line",
    "plimsoll-agent": "Plimsoll: senses and judges on this machine",
    "plimsoll-tray": "Plimsoll",
    "plimsoll-uplink": "Plimsoll: sends what is sealed",
    "plimsoll-host": "Plimsoll: between a browser and the companion",
}

_FORM = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3f, flags=0x0,
                    OS=0x40004, fileType=0x1, subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable("040904B0", [{strings}])]),
    VarFileInfo([VarStruct("Translation", [1033, 1200])]),
  ],
)
"""


def version_info(program: str, version: str) -> str:
    """The resource of one program, in the form that PyInstaller reads. `version`: three numbers."""
    numbers = (*(int(part) for part in version.split(".")), 0)
    told = {
        "CompanyName": "Plimsoll",
        "FileDescription": DESCRIPTIONS[program],
        "FileVersion": version,
        "InternalName": program,
        "LegalCopyright": "Apache-2.0",
        "OriginalFilename": f"{program}.exe",
        "ProductName": "Plimsoll",
        "ProductVersion": version,
    }
    strings = ", ".join(f"StringStruct({name!r}, {text!r})" for name, text in told.items())
    return _FORM.format(numbers=numbers, strings=strings)
