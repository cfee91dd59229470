"""Lesson 09, right in other hands."""

import math

import numpy as np

from solutions.registry import variant


@variant("Adam")
class AdamByPosition:
    """State in dictionaries by position, new arrays for the moments."""

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8, decay=0.0):
        self.hyper = {"lr": lr, "beta1": beta1, "beta2": beta2, "eps": eps, "decay": decay}
        self.k = 0
        self.state = {}

    def step(self, parameters, gradients):
        h = self.hyper
        lr = h["lr"] / (1.0 + h["decay"] * self.k)
        self.k = t = self.k + 1
        for i in range(len(parameters)):
            m, v = self.state.get(i, (0, 0))
            m = m + (1 - h["beta1"]) * (gradients[i] - m)
            v = v + (1 - h["beta2"]) * (np.square(gradients[i]) - v)
            self.state[i] = (m, v)
            m_hat = m / (1 - math.pow(h["beta1"], t))
            v_hat = v / (1 - math.pow(h["beta2"], t))
            parameters[i][...] = parameters[i] - lr * m_hat / (v_hat**0.5 + h["eps"])


@variant("Adam")
class AdamRunningProducts:
    """The powers of beta as running products; the update by np.subtract."""

    def __init__(self, *, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8, decay=0.0):
        self.lr, self.eps, self.decay, self.betas = lr, eps, decay, (beta1, beta2)
        self.products = [1.0, 1.0]
        self.moments = None
        self.iterations = 0

    def step(self, parameters, gradients):
        if self.moments is None:
            self.moments = [[np.zeros(p.shape), np.zeros(p.shape)] for p in parameters]
        self.products = [p * b for p, b in zip(self.products, self.betas, strict=True)]
        alpha = self.lr * (1 / (1 + self.decay * self.iterations))
        self.iterations += 1
        b1, b2 = self.betas
        for p, g, pair in zip(parameters, gradients, self.moments, strict=True):
            pair[0] = b1 * pair[0] + (1 - b1) * g
            pair[1] = b2 * pair[1] + (1 - b2) * g * g
            down = np.sqrt(pair[1] / (1 - self.products[1])) + self.eps
            np.subtract(p, alpha * pair[0] / (1 - self.products[0]) / down, out=p)


@variant("Adam")
class AdamEntryByEntry:
    """No vectors at all: every entry is a number."""

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8, decay=0.0):
        self.lr, self.b1, self.b2, self.eps, self.decay, self.t = lr, beta1, beta2, eps, decay, 0
        self.m, self.v = {}, {}

    def step(self, parameters, gradients):
        lr = self.lr / (1 + self.decay * self.t)
        self.t += 1
        for i, p in enumerate(parameters):
            for where in np.ndindex(p.shape):
                g, key = float(gradients[i][where]), (i, where)
                self.m[key] = self.b1 * self.m.get(key, 0.0) + (1 - self.b1) * g
                self.v[key] = self.b2 * self.v.get(key, 0.0) + (1 - self.b2) * g * g
                m = self.m[key] / (1 - self.b1**self.t)
                v = self.v[key] / (1 - self.b2**self.t)
                p[where] -= lr * m / (math.sqrt(v) + self.eps)
