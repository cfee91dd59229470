"""Lesson 10, right in other hands."""

import numpy as np

from solutions.registry import variant


def _save_named(path, parameters):
    np.savez(path, **{f"p{i:04}": parameter for i, parameter in enumerate(parameters)})


def _load_named(path, parameters):
    archive = np.load(path)
    names = sorted(archive.files)
    if len(names) != len(parameters):
        raise ValueError(f"{len(names)} saved, {len(parameters)} wanted")
    for name, parameter in zip(names, parameters, strict=True):
        if archive[name].shape != parameter.shape:
            raise ValueError(f"{name} has shape {archive[name].shape}")
    for name, parameter in zip(names, parameters, strict=True):
        parameter[:] = archive[name]
    archive.close()


variant("save_parameters")((_save_named, _load_named))


def _save_compressed(path, parameters):
    with open(path, "wb") as file:
        np.savez_compressed(
            file, n=len(parameters), **{str(i): p for i, p in enumerate(parameters)}
        )


def _load_compressed(path, parameters):
    with open(path, "rb") as file, np.load(file) as archive:
        if archive["n"] != len(parameters):
            raise ValueError("number")
        for i, parameter in enumerate(parameters):
            saved = archive[str(i)]
            if saved.shape != parameter.shape:
                raise ValueError("shape")
            np.copyto(parameter, saved)


variant("save_parameters")((_save_compressed, _load_compressed))


def _save_flat(path, parameters):
    flat = np.concatenate([parameter.ravel() for parameter in parameters])
    shapes = np.array([(*p.shape, *(-1,) * (4 - p.ndim)) for p in parameters])
    np.savez(path, flat=flat, shapes=shapes)


def _load_flat(path, parameters):
    with np.load(path) as archive:
        flat, shapes = archive["flat"], archive["shapes"]
    wanted = [tuple(int(n) for n in row if n >= 0) for row in shapes]
    if wanted != [p.shape for p in parameters]:
        raise ValueError("shapes or number differ")
    start = 0
    for parameter in parameters:
        parameter.flat = flat[start : start + parameter.size]
        start += parameter.size


variant("save_parameters")((_save_flat, _load_flat))
