"""Lesson 09, wrong on purpose."""

import numpy as np

from solutions.registry import mistake


class _Adam:
    """Adam in small pieces, so that each mistake below changes one of them."""

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8, decay=0.0):
        self.lr, self.beta1, self.beta2, self.eps, self.decay = lr, beta1, beta2, eps, decay
        self.calls = 0
        self.m, self.v = {}, {}

    def step(self, parameters, gradients):
        rate = self.rate()
        self.calls += 1
        for position, (w, g) in enumerate(zip(parameters, gradients, strict=True)):
            m, v = self.moments(self.m.get(position, 0.0 * g), self.v.get(position, 0.0 * g), g)
            self.m[position], self.v[position] = m, v
            w += self.move(rate, *self.corrected(m, v, self.time(position)))

    def rate(self):
        return self.lr / (1 + self.decay * self.calls)

    def time(self, position):
        return self.calls

    def moments(self, m, v, g):
        return (
            self.beta1 * m + (1 - self.beta1) * g,
            self.beta2 * v + (1 - self.beta2) * g**2,
        )

    def corrected(self, m, v, t):
        return m / (1 - self.beta1**t), v / (1 - self.beta2**t)

    def move(self, rate, m_hat, v_hat):
        with np.errstate(all="ignore"):
            return -rate * m_hat / (np.sqrt(v_hat) + self.eps)


@mistake(
    "Adam",
    "no correction",
    "It looks as if the moments are used as they are: they start at zero and are too small at first. "
    "Correct both for that.",
)
class AdamNoCorrection(_Adam):
    def corrected(self, m, v, t):
        return m, v


@mistake(
    "Adam",
    "only the first moment corrected",
    "It looks as if only the first moment m is corrected for its cold start; v needs it too.",
)
class AdamFirstCorrected(_Adam):
    def corrected(self, m, v, t):
        return m / (1 - self.beta1**t), v


@mistake(
    "Adam",
    "only the second moment corrected",
    "It looks as if only the second moment v is corrected for its cold start; m needs it too.",
)
class AdamSecondCorrected(_Adam):
    def corrected(self, m, v, t):
        return m, v / (1 - self.beta2**t)


@mistake(
    "Adam",
    "t from 0",
    "It looks as if t counts from 0: on the first step 1 - beta**0 is 0. Algorithm 1 starts at t = 1.",
)
class AdamFromZero(_Adam):
    def corrected(self, m, v, t):
        with np.errstate(all="ignore"):
            return (
                m / np.float64(1 - self.beta1 ** (t - 1)),
                v / np.float64(1 - self.beta2 ** (t - 1)),
            )


@mistake(
    "Adam",
    "t one too far",
    "It looks as if t is one too large: on the first step it should be 1.",
)
class AdamOneTooFar(_Adam):
    def corrected(self, m, v, t):
        return super().corrected(m, v, t + 1)


@mistake(
    "Adam",
    "t per parameter",
    "It looks as if t grows with every parameter and not with every call: all parameters of one step "
    "share one t.",
)
class AdamTimePerParameter(_Adam):
    def step(self, parameters, gradients):
        self.ticks = getattr(self, "ticks", 0)
        super().step(parameters, gradients)

    def time(self, position):
        self.ticks += 1
        return self.ticks


@mistake(
    "Adam",
    "beta not raised to t",
    "It looks as if the correction divides by 1 - beta at every step: beta should be raised to the power t.",
)
class AdamUnpowered(_Adam):
    def corrected(self, m, v, t):
        return m / (1 - self.beta1), v / (1 - self.beta2)


@mistake(
    "Adam",
    "beta times t",
    "It looks as if the correction takes beta times t, where beta to the power t is meant.",
)
class AdamTimesT(_Adam):
    def corrected(self, m, v, t):
        with np.errstate(all="ignore"):
            return m / np.float64(1 - self.beta1 * t), v / np.float64(1 - self.beta2 * t)


@mistake(
    "Adam",
    "hats exchanged",
    "It looks as if the two moments are exchanged in the update: m goes above, the root of v below.",
)
class AdamHatsExchanged(_Adam):
    def move(self, rate, m_hat, v_hat):
        with np.errstate(all="ignore"):
            return -rate * v_hat / (np.sqrt(m_hat) + self.eps)


@mistake(
    "Adam",
    "second correction repeats the first",
    "It looks as if v is corrected with beta1: it was averaged with beta2, and is corrected with beta2.",
)
class AdamSameCorrection(_Adam):
    def corrected(self, m, v, t):
        return m / (1 - self.beta1**t), v / (1 - self.beta1**t)


@mistake(
    "Adam",
    "betas exchanged",
    "It looks as if beta1 and beta2 are exchanged: beta1 belongs to m, beta2 to v.",
)
class AdamBetasExchanged(_Adam):
    def moments(self, m, v, g):
        return (
            self.beta2 * m + (1 - self.beta2) * g,
            self.beta1 * v + (1 - self.beta1) * g**2,
        )

    def corrected(self, m, v, t):
        return m / (1 - self.beta2**t), v / (1 - self.beta1**t)


@mistake(
    "Adam",
    "g not squared",
    "It looks as if v averages the gradient itself: it should average the gradient's square.",
)
class AdamNotSquared(_Adam):
    def moments(self, m, v, g):
        return self.beta1 * m + (1 - self.beta1) * g, self.beta2 * v + (1 - self.beta2) * g


@mistake(
    "Adam",
    "(1 - beta2) missing",
    "It looks as if the new squared gradient enters v in full: it is weighed by 1 - beta2.",
)
class AdamUnweighed(_Adam):
    def moments(self, m, v, g):
        return self.beta1 * m + (1 - self.beta1) * g, self.beta2 * v + g**2


@mistake(
    "Adam",
    "eps inside the root",
    "It looks as if eps stands under the root: Algorithm 1 adds it outside, after the root is taken.",
)
class AdamEpsInside(_Adam):
    def move(self, rate, m_hat, v_hat):
        return -rate * m_hat / np.sqrt(v_hat + self.eps)


@mistake(
    "Adam",
    "eps before the correction",
    "It looks as if eps is added to the root of the uncorrected v: correct v first, take the root, add eps.",
)
class AdamEpsEarly(_Adam):
    def corrected(self, m, v, t):
        return m / (1 - self.beta1**t), (np.sqrt(v) + self.eps) ** 2 / (1 - self.beta2**t)

    def move(self, rate, m_hat, v_hat):
        return -rate * m_hat / np.sqrt(v_hat)


@mistake(
    "Adam",
    "no eps",
    "It looks as if eps is left out: where every gradient so far was zero, that is zero divided by zero.",
)
class AdamNoEps(_Adam):
    def move(self, rate, m_hat, v_hat):
        return -rate * m_hat / np.sqrt(v_hat)


@mistake(
    "Adam",
    "no root",
    "It looks as if the update divides by v and not by its root: steps then grow as gradients shrink.",
)
class AdamNoRoot(_Adam):
    def move(self, rate, m_hat, v_hat):
        return -rate * m_hat / (v_hat + self.eps)


@mistake(
    "Adam",
    "uphill",
    "It looks as if the update is added: the gradient points uphill, so the step goes against it.",
)
class AdamUphill(_Adam):
    def move(self, rate, m_hat, v_hat):
        return -super().move(rate, m_hat, v_hat)


@mistake(
    "Adam",
    "state shared",
    "It looks as if all parameters share one m and one v: each position needs its own.",
)
class AdamShared(_Adam):
    def step(self, parameters, gradients):
        rate = self.rate()
        self.calls += 1
        m, v = getattr(self, "shared", (0.0, 0.0))
        for w, g in zip(parameters, gradients, strict=True):
            m, v = self.moments(m, v, g)
            w += self.move(rate, *self.corrected(m, v, self.calls))
        self.shared = m, v


@mistake(
    "Adam",
    "state reset",
    "It looks as if m and v start from zero again at every call: they should be kept from call to call.",
)
class AdamReset(_Adam):
    def step(self, parameters, gradients):
        self.m, self.v = {}, {}
        super().step(parameters, gradients)


@mistake(
    "Adam",
    "corrected moments stored",
    "It looks as if the corrected moments are kept for the next step: keep m and v as they are, and "
    "correct copies of them.",
)
class AdamStored(_Adam):
    def step(self, parameters, gradients):
        rate = self.rate()
        self.calls += 1
        for position, (w, g) in enumerate(zip(parameters, gradients, strict=True)):
            m, v = self.moments(self.m.get(position, 0.0), self.v.get(position, 0.0), g)
            m, v = self.corrected(m, v, self.calls)
            self.m[position], self.v[position] = m, v
            w += self.move(rate, m, v)


@mistake(
    "Adam",
    "betas fixed in code",
    "It looks as if 0.9 and 0.999 stand in the code: use the beta1 and beta2 that were given.",
)
class AdamFixedBetas(_Adam):
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8, decay=0.0):
        super().__init__(lr=lr, eps=eps, decay=decay)


@mistake(
    "Adam",
    "eps fixed in code",
    "It looks as if 1e-8 stands in the code: use the eps that was given.",
)
class AdamFixedEps(_Adam):
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8, decay=0.0):
        super().__init__(lr=lr, beta1=beta1, beta2=beta2, decay=decay)


@mistake(
    "Adam",
    "learning rate fixed in code",
    "It looks as if 0.001 stands in the code: use the lr that was given.",
)
class AdamFixedRate(_Adam):
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8, decay=0.0):
        super().__init__(beta1=beta1, beta2=beta2, eps=eps, decay=decay)


@mistake(
    "Adam",
    "no decay",
    "It looks as if decay is not used: the k-th call, from 0, uses lr / (1 + decay * k).",
)
class AdamNoDecay(_Adam):
    def rate(self):
        return self.lr


@mistake(
    "Adam",
    "decay one step early",
    "It looks as if decay begins with the first call: that one should use lr in full (k counts from 0).",
)
class AdamEarlyDecay(_Adam):
    def rate(self):
        return self.lr / (1 + self.decay * (self.calls + 1))


@mistake(
    "Adam",
    "gradient changed",
    "It looks as if the gradients that you were given are changed in place: whoever called you may still "
    "need them.",
)
class AdamChangesGradient(_Adam):
    def moments(self, m, v, g):
        m = self.beta1 * m + (1 - self.beta1) * g
        g **= 2
        return m, self.beta2 * v + (1 - self.beta2) * g


@mistake(
    "Adam",
    "parameters replaced",
    "It looks as if the parameter arrays that were handed in stay as they are: change them in place, "
    "so that the network sees it.",
)
class AdamReplaces(_Adam):
    def step(self, parameters, gradients):
        super().step([w.copy() for w in parameters], gradients)


@mistake(
    "Adam",
    "other defaults",
    "It looks as if lr is 0.01 where none is given: Adam's usual value is 0.001.",
)
class AdamOtherDefault(_Adam):
    def __init__(self, lr=0.01, beta1=0.9, beta2=0.999, eps=1e-8, decay=0.0):
        super().__init__(lr, beta1, beta2, eps, decay)
