"""Predicts 3D poses by a model that `isopose export` wrote, or one of data/models.

Needs numpy and safetensors:

    lifter = Lifter("model.safetensors")
    poses = lifter.predict(pose2d)  # (N, 17, 2) pixels -> (N, 17, 3) millimetres, root-relative

The joints are Human3.6M's 17. Predictions are those of `adapt --mode none`; for a model with a body
encoder those of `adapt --mode body` over frames of one person in temporal order, none of them with
filled joints. Backbone "residual" and pooling "attention" only.
"""

import json

import numpy as np
from safetensors import safe_open

PARENTS = [0, 0, 1, 2, 0, 4, 5, 0, 7, 8, 9, 8, 11, 12, 8, 14, 15]
OTHER_SIDE = [0, 4, 5, 6, 1, 2, 3, 7, 8, 9, 10, 14, 15, 16, 11, 12, 13]
BODY = "extractor.body."


def mirrored(poses):
    return poses[:, OTHER_SIDE] * np.array([-1, 1, 1])[: poses.shape[2]]


def leaky_relu(x):
    return np.where(x > 0, x, 0.01 * x)


class Lifter:
    def __init__(self, file):
        with safe_open(file, "numpy") as tensors:
            self.weights = {name: tensors.get_tensor(name) for name in tensors.keys()}
            metadata = tensors.metadata()
        for name in [name for name in self.weights if name + "_scale" in self.weights]:  # 8 bits
            self.weights[name] = self.weights[name] * self.weights[name + "_scale"][:, None]
        network = json.loads(metadata["configuration"])["network"]
        if network["backbone"] != "residual":
            raise ValueError(f"{file}: backbone {network['backbone']}; expected residual")
        parts = ["extractor" if i < network["sharedBlocks"] else "fsl_head" for i in range(network["blocks"])]
        self.blocks = [f"{part}.block{i}" for i, part in enumerate(parts, 1)]
        self.bone_sum = float(metadata["normalisation.bone_sum"])

    def linear(self, name, x):
        return x @ self.weights[name + ".weight"].T + self.weights[name + ".bias"]

    def block(self, name, x):
        h = x
        for i in "12":
            parts = ("gamma", "beta", "running_mean", "running_variance")
            gamma, beta, mean, variance = (self.weights[f"{name}.norm{i}.{part}"] for part in parts)
            h = self.linear(f"{name}.linear{i}", h)
            h = leaky_relu((h - mean) / np.sqrt(variance + 1e-5) * gamma + beta)
        return x + h

    def body_ratios(self, rows):
        """Each frame's estimate from all frames so far; (2N, 34), poses and mirrored poses, to (N, 10)."""
        h = self.block(BODY + "block2", self.block(BODY + "block1", self.linear(BODY + "input", rows)))
        h = self.linear(BODY + "features", h).reshape(2, len(rows) // 2, -1).mean(0)
        weight = np.exp(np.clip(self.linear(BODY + "pooling.score", h), -6, 6))
        h = np.cumsum(h * weight, axis=0) / np.cumsum(weight, axis=0)
        h = leaky_relu(self.linear(BODY + "head2", leaky_relu(self.linear(BODY + "head1", h))))
        return self.linear(BODY + "output", h)

    def predict(self, pose2d):
        x = np.asarray(pose2d, np.float64) - np.asarray(pose2d, np.float64)[:, :1]
        x = x / np.linalg.norm(x, axis=2).sum(1)[:, None, None] * 16
        rows = np.concatenate([x, mirrored(x)]).reshape(2 * len(x), -1)
        if BODY + "input.weight" in self.weights:
            rows = np.hstack([rows, np.tile(self.body_ratios(rows), (2, 1))])
        h = self.linear("extractor.input", rows)
        for name in self.blocks:
            h = self.block(name, h)
        y = self.linear("fsl_head.output", h).reshape(-1, 17, 3)
        y = y - y[:, :1]
        y = (y[: len(x)] + mirrored(y[len(x) :])) / 2
        length = np.linalg.norm(y - y[:, PARENTS], axis=2).sum(1)
        return y * (self.bone_sum / length)[:, None, None]
