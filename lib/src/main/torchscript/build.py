"""Builds the .pt files of isopose.model from the sources of this folder.

usage: python build.py FOLDER     (needs torch 2.7.1; ./mvnw -Ptorchscript generate-resources runs it)

The files are committed, so that building the library needs no Python. Each contains the SHA-256 of the sources that it
was built from; a unit test compares it with the sources as they are. The same sources give the same bytes, so `git
status` shows whether a file that was built anew differs from the committed one.
"""
import hashlib
import io
import pathlib
import sys
import zipfile

import torch
from adaptation_step import Step as AdaptationStep
from frozen import FrozenPrediction
from fused_adam import FusedAdam
from joint_step import Step as JointStep
from residual import Dropout, Prediction

MODULES = {
    "adaptation_step": AdaptationStep,
    "dropout": Dropout,
    "frozen": FrozenPrediction,
    "fused_adam": FusedAdam,
    "joint_step": JointStep,
    "residual": Prediction,
}


def hash_of_sources():
    """Over all sources in the order of their names, each as its name, a line feed and its text, LF at line ends."""
    digest = hashlib.sha256()
    for source in sorted(pathlib.Path(__file__).parent.glob("*.py")):
        digest.update(source.name.encode() + b"\n" + source.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def build(module, path):
    """Writes the archive without torch's debugging records, which hold paths of the machine, and without dates."""
    whole = io.BytesIO()
    torch.jit.save(torch.jit.script(module), whole, _extra_files={"sources.sha256": hash_of_sources()})
    with zipfile.ZipFile(whole) as given, zipfile.ZipFile(path, "w") as stripped:
        for name in given.namelist():
            if not name.endswith(".debug_pkl"):
                inside = path.stem + name[name.index("/") :]
                stripped.writestr(zipfile.ZipInfo(inside), given.read(name))


if __name__ == "__main__":
    for name, module in MODULES.items():
        build(module(), pathlib.Path(sys.argv[1]) / f"{name}.pt")
