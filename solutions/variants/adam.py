"""Lesson 09, right in other hands."""

import math

import numpy as np

from solutions.reference import optimizers
from solutions.registry import variant

# moving_average


@variant("moving_average")
def average_by_append(values, beta):
    averages = []
    last = 0
    for value in values:
        last = last + (1 - beta) * (value - last)
        averages.append(last)
    return np.array(averages)


@variant("moving_average")
def average_by_weights(values, beta):
    """Every average as a weighted sum of all values so far."""
    n = len(values)
    back = np.subtract.outer(np.arange(n), np.arange(n))
    weights = np.where(back >= 0, (1 - beta) * beta ** np.maximum(back, 0), 0.0)
    return weights @ values


@variant("moving_average")
def average_by_index(values, beta):
    averages = np.zeros(len(values) + 1)
    for i in range(len(values)):
        averages[i + 1] = beta * averages[i] + (1 - beta) * values[i]
    return averages[1:]


@variant("moving_average")
def average_of_a_copy(values, beta):
    averages = values.astype(float)
    averages *= 1 - beta
    for i in range(1, len(averages)):
        averages[i] += beta * averages[i - 1]
    return averages


# bias_corrected


@variant("bias_corrected")
def corrected_by_loop(averages, beta):
    return np.array([average / (1 - beta**t) for t, average in enumerate(averages, start=1)])


@variant("bias_corrected")
def corrected_by_running_product(averages, beta):
    corrected, product = np.zeros(len(averages)), 1.0
    for i in range(len(averages)):
        product *= beta
        corrected[i] = averages[i] / (1 - product)
    return corrected


@variant("bias_corrected")
def corrected_by_cumprod(averages, beta):
    return averages / (1.0 - np.cumprod(np.full(averages.shape, beta)))


@variant("bias_corrected")
def corrected_by_sum_of_weights(averages, beta):
    weights = (1 - beta) * np.power(beta, np.arange(averages.size))
    return averages / weights.cumsum()


# adam_moments


@variant("adam_moments")
def moments_as_list(gradient, m, v, beta1, beta2):
    return [m * beta1 + gradient * (1 - beta1), v * beta2 + gradient * gradient * (1 - beta2)]


@variant("adam_moments")
def moments_by_difference(gradient, m, v, beta1, beta2):
    m = m + (1 - beta1) * (gradient - m)
    v = v + (1 - beta2) * (np.square(gradient) - v)
    return m, v


@variant("adam_moments")
def moments_on_copies(gradient, m, v, beta1, beta2):
    m, v = m.copy(), v.copy()
    m *= beta1
    m += (1 - beta1) * gradient
    v *= beta2
    v += (1 - beta2) * gradient**2
    return m, v


# adam_update


@variant("adam_update")
def update_in_paper_section_2(parameter, m, v, t, lr, beta1, beta2, eps):
    """Both corrections gathered in the step size; eps corrected along."""
    size = lr * math.sqrt(1 - beta2**t) / (1 - beta1**t)
    return parameter - size * m / (np.sqrt(v) + eps * math.sqrt(1 - beta2**t))


@variant("adam_update")
def update_from_a_copy(parameter, m, v, t, lr, beta1, beta2, eps):
    new = np.array(parameter)
    new -= lr * (m / (1 - np.power(beta1, t))) / ((v / (1 - np.power(beta2, t))) ** 0.5 + eps)
    return new


@variant("adam_update")
def update_entry_by_entry(parameter, m, v, t, lr, beta1, beta2, eps):
    new = np.zeros_like(parameter)
    for where in np.ndindex(parameter.shape):
        down = math.sqrt(v[where] / (1 - beta2**t)) + eps
        new[where] = parameter[where] - lr * m[where] / (1 - beta1**t) / down
    return new


# Adam


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


# repair_adam


@variant("repair_adam")
def repaired_in_place_of_two_lines(parameter, gradients, lr, decay, beta1, beta2, eps):
    m, v = np.zeros_like(parameter), np.zeros_like(parameter)
    for t, gradient in enumerate(gradients, start=1):
        m = beta1 * m + (1 - beta1) * gradient
        v = beta2 * v + (1 - beta2) * gradient**2
        m_hat = m / (1 - beta1**t)
        v_hat = v / (1 - beta2**t)
        rate = lr / (1 + decay * (t - 1))
        parameter = parameter - rate * m_hat / (np.sqrt(v_hat) + eps)
    return parameter


@variant("repair_adam")
def repaired_with_the_class(parameter, gradients, lr, decay, beta1, beta2, eps):
    optimizer = optimizers.Adam(lr=lr, beta1=beta1, beta2=beta2, eps=eps, decay=decay)
    new = parameter.copy()
    for gradient in gradients:
        optimizer.step([new], [gradient])
    return new


@variant("repair_adam")
def repaired_by_columns(parameter, gradients, lr, decay, beta1, beta2, eps):
    new = parameter.tolist()
    for j in range(len(new)):
        m = v = 0.0
        for k in range(len(gradients)):
            g = float(gradients[k][j])
            m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
            down = math.sqrt(v / (1 - beta2 ** (k + 1))) + eps
            new[j] -= lr / (1 + decay * k) * m / (1 - beta1 ** (k + 1)) / down
    return np.array(new)


# AdamW


@variant("AdamW")
class AdamWBySubtraction(optimizers.Adam):
    def __init__(self, weight_decay=0.01, **others):
        super().__init__(**others)
        self.weight_decay = weight_decay

    def step(self, parameters, gradients):
        lr = self.lr / (1 + self.decay * self.calls)
        for parameter in parameters:
            parameter -= lr * self.weight_decay * parameter
        super().step(parameters, gradients)


@variant("AdamW")
class AdamWFromOldValues(optimizers.Adam):
    """Adam's step first, and then the share of a copy that was made before."""

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8, decay=0.0, weight_decay=0.01):
        super().__init__(lr, beta1, beta2, eps, decay)
        self.share = weight_decay

    def step(self, parameters, gradients):
        lr = self.lr / (1 + self.decay * self.calls)
        old = [np.array(parameter) for parameter in parameters]
        super().step(parameters, gradients)
        for i in range(len(parameters)):
            parameters[i][:] = parameters[i] - lr * self.share * old[i]


@variant("AdamW")
class AdamWWithAnAdam:
    """An Adam inside, not above."""

    def __init__(self, weight_decay=0.01, decay=0.0, lr=0.001, **others):
        self.adam = AdamByPosition(lr=lr, decay=decay, **others)
        self.lr, self.decay, self.weight_decay, self.k = lr, decay, weight_decay, 0

    def step(self, parameters, gradients):
        keep = 1 - self.lr / (1 + self.decay * self.k) * self.weight_decay
        self.k += 1
        for parameter in parameters:
            np.multiply(parameter, keep, out=parameter)
        self.adam.step(parameters, gradients)


# cold_start_order


@variant("cold_start_order")
def order_steps_first():
    return "F D C E A B"


@variant("cold_start_order")
def order_close():
    return "fdcaeb"


@variant("cold_start_order")
def order_with_commas():
    return "D, F, C, E, A, B"


# Written from the learner's notebook alone


@variant("adam_update")
def update_with_one_rate(parameter, m, v, t, lr, beta1, beta2, eps):
    """Section 2 of the paper: both corrections in one number, eps brought along."""
    root = math.sqrt(1 - beta2**t)
    return parameter - lr * root / (1 - beta1**t) * m / (np.sqrt(v) + eps * root)


@variant("adam_update")
def update_by_vectorize(parameter, m, v, t, lr, beta1, beta2, eps):
    def one(w, mean, square):
        root = math.sqrt(square / (1 - math.pow(beta2, t)))
        return w - lr * (mean / (1 - math.pow(beta1, t))) / (root + eps)

    return np.vectorize(one)(parameter, m, v)


@variant("adam_update")
def update_by_logarithms(parameter, m, v, t, lr, beta1, beta2, eps):
    m_hat, v_hat = (
        moment / -np.expm1(t * np.log(beta)) for moment, beta in ((m, beta1), (v, beta2))
    )
    new = parameter.copy()
    return np.subtract(new, lr * np.divide(m_hat, v_hat**0.5 + eps), out=new)
