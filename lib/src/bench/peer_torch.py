"""The same steps as `isopose bench`, in Python with PyTorch: a peer for `bench --vs`.

usage: python peer_torch.py [--threads N] [--width W] [--copies C] [--steps train,online,...] [--device cuda]

Prints a line for each step: name, milliseconds (the median, after a warm-up). Needs torch 2.7 or newer and
nothing else. It is written as one would write it for speed: gradients only for what is trained, the library's
fused Adam, no data transfer, and inference mode for predictions.
"""
import argparse
import math
import statistics
import time

import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits

JOINTS, BATCH, DEPTH = 17, 64, 10.0
parser = argparse.ArgumentParser()
parser.add_argument("--threads", type=int, default=0)
parser.add_argument("--width", type=int, default=1024)
parser.add_argument("--copies", type=int, default=32)
parser.add_argument("--steps", default="train,online,online-skip,vanilla,predict,predict-64")
parser.add_argument("--device", default="cpu")
options = parser.parse_args()
torch.set_default_device(options.device)

PARENTS = torch.tensor([0, 0, 1, 2, 0, 4, 5, 0, 7, 8, 9, 8, 11, 12, 8, 14, 15])
MIRROR = torch.tensor([0, 4, 5, 6, 1, 2, 3, 7, 8, 9, 10, 14, 15, 16, 11, 12, 13])


class Residual(nn.Module):
    def __init__(self, width, normalised):
        super().__init__()
        layers = []
        for _ in range(2):
            layers.append(nn.Linear(width, width))
            if normalised:
                layers.append(nn.BatchNorm1d(width))
            layers += [nn.LeakyReLU(), nn.Dropout(0.5)]
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return x + self.layers(x)


class Model:
    """Extractor, the two heads and the discriminator of Sec. 3.3."""

    def __init__(self, width):
        self.extractor = nn.Sequential(nn.Linear(2 * JOINTS, width), *(Residual(width, True) for _ in range(3)))
        self.fsl, self.ssl = (nn.Sequential(Residual(width, True), nn.Linear(width, 3 * JOINTS)) for _ in range(2))
        self.judge = nn.Sequential(
            nn.Linear(2 * JOINTS, width), *(Residual(width, False) for _ in range(3)), nn.Linear(width, 1)
        )

    def all(self):
        return [self.extractor, self.fsl, self.ssl, self.judge]

    def lift(self, head, pose2d):
        pose = head(self.extractor(pose2d.flatten(1))).view(-1, JOINTS, 3)
        return pose - pose[:, :1]

    def logits(self, pose2d):
        return self.judge(pose2d.flatten(1))


def parameters(*parts):
    return [p for part in parts for p in part.parameters()]


def adam(weights, rate):
    return torch.optim.Adam(weights, lr=rate, fused=True)


def random_views(count):
    azimuth = (2 * torch.rand(count) - 1) * math.pi
    elevation = (2 * torch.rand(count) - 1) * math.pi / 9
    zero, one = torch.zeros(count), torch.ones(count)
    sa, ca, se, ce = azimuth.sin(), azimuth.cos(), elevation.sin(), elevation.cos()
    turn = torch.stack([ca, zero, sa, zero, one, zero, -sa, zero, ca], 1).view(-1, 3, 3)
    tilt = torch.stack([one, zero, zero, zero, ce, -se, zero, se, ce], 1).view(-1, 3, 3)
    return tilt @ turn


def project(pose):
    return DEPTH * pose[..., :2] / (pose[..., 2:] + DEPTH).clamp(min=1)


def squared(a, b):
    return (a - b).square().sum(-1).mean()


def cycle_loss(model, x, lifted):
    """Eq. 4; also gives the random projections, for the discriminator."""
    views = random_views(len(x))
    fake = project(lifted @ views.transpose(1, 2))
    back = model.lift(model.ssl, fake) @ views
    logits = model.logits(fake)
    fooled = binary_cross_entropy_with_logits(logits, torch.ones_like(logits))
    return fooled + 10 * squared(x, project(back)) + 0.1 * squared(lifted, back), fake.detach()


def update(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


def judge_loss(model, x, fake):
    real, made = model.logits(x), model.logits(fake)
    return binary_cross_entropy_with_logits(real, torch.ones_like(real)) + binary_cross_entropy_with_logits(
        made, torch.zeros_like(made)
    )


def predict(model, x):
    with torch.inference_mode():
        mirrored = x[:, MIRROR] * torch.tensor([-1.0, 1.0])
        pose, other = model.lift(model.fsl, torch.cat([x, mirrored])).chunk(2)
        return (pose + other[:, MIRROR] * torch.tensor([-1.0, 1.0, 1.0])) / 2


def train_step(model):
    for part in model.all():
        part.train()
    x, truth = torch.randn(BATCH, JOINTS, 2), torch.randn(BATCH, JOINTS, 3)
    lifter = adam(parameters(model.extractor, model.fsl, model.ssl), 2e-4)
    judge = adam(parameters(model.judge), 2e-4)

    def step():
        features = model.extractor(x.flatten(1))
        poses = [head(features).view(-1, JOINTS, 3) for head in (model.fsl, model.ssl)]
        predicted, lifted = (pose - pose[:, :1] for pose in poses)
        supervised = squared(predicted, truth)
        supervised = supervised + squared(predicted - predicted[:, PARENTS], truth - truth[:, PARENTS])
        unsupervised, fake = cycle_loss(model, x, lifted)
        update(lifter, supervised + 0.1 * unsupervised)
        update(judge, judge_loss(model, x, fake))

    return step


class Adaptation:
    def __init__(self, model):
        self.model = model
        for part in model.all():
            part.eval()
        for weight in model.fsl.parameters():
            weight.requires_grad_(False)
        self.adapted = parameters(model.extractor, model.ssl, model.judge)
        self.trained = [weight.detach().clone() for weight in self.adapted]
        self.forget()
        self.x = torch.randn(1, JOINTS, 2)

    def forget(self):
        self.lifter = adam(parameters(self.model.extractor, self.model.ssl), 2e-5)
        self.judge = adam(self.model.judge.parameters(), 2e-5)

    def iterate(self):
        copies = self.x.expand(options.copies, -1, -1)
        loss, fake = cycle_loss(self.model, copies, self.model.lift(self.model.ssl, copies))
        update(self.lifter, loss)
        update(self.judge, judge_loss(self.model, copies, fake))

    def online(self):
        self.iterate()
        return predict(self.model, self.x)

    def online_skip(self):
        self.iterate()
        for _ in range(10):
            predict(self.model, self.x)

    def vanilla(self):
        with torch.no_grad():
            torch._foreach_copy_(self.adapted, self.trained)
        self.forget()
        for _ in range(10):
            self.iterate()
        return predict(self.model, self.x)


def clock(name, step, warm_up, laps, samples=1):
    if name not in options.steps.split(","):
        return
    times = []
    for lap in range(warm_up + laps):
        start = time.perf_counter()
        step()
        if options.device != "cpu":
            torch.cuda.synchronize()  # kernels run behind the calls
        if lap >= warm_up:
            times.append((time.perf_counter() - start) * 1e3 / samples)
    print(f"{name:12} {statistics.median(times):9.3f}", flush=True)


if options.threads > 0:
    torch.set_num_threads(options.threads)
torch.manual_seed(0)
model = Model(options.width)
clock("train", train_step(model), 10, 40)
adaptation = Adaptation(model)
clock("online", adaptation.online, 10, 40)
clock("online-skip", adaptation.online_skip, 2, 8, samples=10)
clock("vanilla", adaptation.vanilla, 1, 6)
one, many = torch.randn(1, JOINTS, 2), torch.randn(64, JOINTS, 2)
clock("predict", lambda: predict(model, one), 50, 300)
clock("predict-64", lambda: predict(model, many), 10, 60)
