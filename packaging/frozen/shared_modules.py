"""Runs first in each frozen program: finds its Python modules that other programs have too.

They lie in archives, each named after the programs that it is for. So no program gets a module
that it does not need itself: what sees text gets no network code.
"""

import os
import sys

import pyimod01_archive
import pyimod02_importers

PROGRAM = os.path.splitext(os.path.basename(sys.executable))[0]
FOLDER = os.path.join(sys._MEIPASS, "modules")


def join(own, shared):
    """Make the modules of an archive those of the program's own."""
    from_own, theirs = own.extract, frozenset(shared.toc)
    own.toc.update(shared.toc)
    own.extract = lambda name, raw=False: (shared.extract if name in theirs else from_own)(
        name, raw
    )


for file in sorted(os.listdir(FOLDER)):
    if PROGRAM in os.path.splitext(file)[0].split("+"):
        archive = pyimod01_archive.ZlibArchiveReader(os.path.join(FOLDER, file), 0)
        join(pyimod02_importers.pyz_archive, archive)
