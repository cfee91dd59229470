"""Lesson 09, wrong on purpose."""

import numpy as np

from solutions.reference.moments import adam_moments, adam_update, bias_corrected
from solutions.registry import mistake, wrong_prediction

# moving_average


def _averages(values, beta, start=0.0, keep=None, take=None):
    """Average after average, with weights of one's own."""
    average, found = start, []
    for value in values:
        average = (beta if keep is None else keep) * average + (
            1 - beta if take is None else take
        ) * value
        found.append(average)
    return np.array(found)


@mistake(
    "moving_average",
    "beta exchanged",
    "It looks as if beta weighs the new value and 1 - beta the old average: beta says how much of the old "
    "average is kept.",
)
def average_exchanged(values, beta):
    return _averages(values, 1 - beta)


@mistake(
    "moving_average",
    "starts at the first value",
    "It looks as if the average starts at the first value. Here it starts at 0, as in Adam: that is its "
    "cold start.",
)
def average_from_first(values, beta):
    return _averages(values, beta, start=values[0])


@mistake(
    "moving_average",
    "new value in full",
    "It looks as if the new value is added in full: it is weighed by 1 - beta, so that the two weights add up "
    "to one.",
)
def average_in_full(values, beta):
    return _averages(values, beta, take=1.0)


@mistake(
    "moving_average",
    "old average in full",
    "It looks as if the old average is kept in full, so that it grows like a sum: only beta of it is kept.",
)
def average_keeps_all(values, beta):
    return _averages(values, beta, keep=1.0)


@mistake(
    "moving_average",
    "forgets at once",
    "It looks as if the average of the step before does not take part: each answer is the new value times "
    "1 - beta alone.",
)
def average_forgets(values, beta):
    return (1 - beta) * np.asarray(values)


@mistake(
    "moving_average",
    "the value before, not the average before",
    "It looks as if each value is mixed with the value before it. It should be mixed with the average "
    "before it, which remembers all earlier values.",
)
def average_of_two_values(values, beta):
    before = np.concatenate([[0.0], values[:-1]])
    return beta * before + (1 - beta) * values


@mistake(
    "moving_average",
    "plain mean so far",
    "It looks as if each entry is the plain mean of all values so far: there every value counts alike, and "
    "beta is not used.",
)
def average_plain(values, beta):
    return np.cumsum(values) / np.arange(1, len(values) + 1)


@mistake(
    "moving_average",
    "one step late",
    "It looks as if each entry is written down before its value has entered the average: the first entry should "
    "hold the first value already.",
)
def average_late(values, beta):
    return np.concatenate([[0.0], _averages(values, beta)[:-1]])


@mistake(
    "moving_average",
    "the start counted as an average",
    "It looks as if the 0 from which the average starts is among the answers: there is one average for each "
    "value, and the first one holds the first value.",
)
def average_with_start(values, beta):
    return np.concatenate([[0.0], _averages(values, beta)])


@mistake(
    "moving_average",
    "only the last one",
    "It looks as if only the last average comes back: all of them are wanted, one for each value.",
)
def average_last(values, beta):
    return _averages(values, beta)[-1]


@mistake(
    "moving_average",
    "corrected already",
    "It looks as if the averages are corrected for their cold start already. That is the next exercise: here "
    "they stay cold.",
)
def average_corrected(values, beta):
    return bias_corrected(_averages(values, beta), beta)


@mistake(
    "moving_average",
    "changes its input",
    "It looks as if the averages are written into the array of values that you were given: make one of "
    "your own.",
)
def average_in_place(values, beta):
    values[...] = _averages(values, beta)
    return values


@mistake(
    "moving_average",
    "brackets missing",
    "It looks as if brackets are missing around 1 - beta: without them a whole 1 is added, and beta times the value is "
    "taken away.",
)
def average_without_brackets(values, beta):
    average, found = 0.0, []
    for value in values:
        average = beta * average + 1 - beta * value
        found.append(average)
    return np.array(found)


# bias_corrected


def _counts(averages, first=1):
    return np.arange(first, len(averages) + first)


@mistake(
    "bias_corrected",
    "t from 0",
    "It looks as if t counts from 0: then 1 - beta**t is 0 for the first average. The first one has t = 1.",
)
def corrected_from_zero(averages, beta):
    return averages / (1 - beta ** _counts(averages, 0))


@mistake(
    "bias_corrected",
    "t one too far",
    "It looks as if t is one too large: the first average has t = 1.",
)
def corrected_too_far(averages, beta):
    return averages / (1 - beta ** _counts(averages, 2))


@mistake(
    "bias_corrected",
    "beta not raised to t",
    "It looks as if every average is divided by 1 - beta: beta should be raised to the power t, so that the "
    "correction fades.",
)
def corrected_unpowered(averages, beta):
    return averages / (1 - beta)


@mistake(
    "bias_corrected",
    "beta times t",
    "It looks as if beta is multiplied by t, where beta to the power t is meant: `**`, not `*`.",
)
def corrected_times_t(averages, beta):
    return averages / (1 - beta * _counts(averages))


@mistake(
    "bias_corrected",
    "t to the power beta",
    "It looks as if base and exponent are exchanged: beta is raised to the power t, not t to the power beta.",
)
def corrected_exchanged_power(averages, beta):
    return averages / (1 - _counts(averages) ** beta)


@mistake(
    "bias_corrected",
    "1 - beta raised to t",
    "It looks as if the whole of 1 - beta is raised to the power t: raise beta alone, then take it from 1.",
)
def corrected_whole_raised(averages, beta):
    return averages / (1 - beta) ** _counts(averages)


@mistake(
    "bias_corrected",
    "divides by the missing share",
    "It looks as if beta**t is the divisor. That is the share that is missing; divide by the share that is "
    "there, 1 - beta**t.",
)
def corrected_by_missing(averages, beta):
    return averages / beta ** _counts(averages)


@mistake(
    "bias_corrected",
    "multiplied, not divided",
    "It looks as if the averages are multiplied by 1 - beta**t, which makes them smaller still: divide.",
)
def corrected_multiplied(averages, beta):
    return averages * (1 - beta ** _counts(averages))


@mistake(
    "bias_corrected",
    "one t for all",
    "It looks as if the t of the last average is used for all of them: each has its own, 1, 2, 3 and so on.",
)
def corrected_one_t(averages, beta):
    return averages / (1 - beta ** len(averages))


@mistake(
    "bias_corrected",
    "not corrected",
    "It looks as if the averages come back as they were.",
)
def corrected_not(averages, beta):
    return averages.copy()


@mistake(
    "bias_corrected",
    "changes its input",
    "It looks as if the averages that you were given are corrected in place: whoever gave them may still need "
    "them cold.",
)
def corrected_in_place(averages, beta):
    averages /= 1 - beta ** _counts(averages)
    return averages


@mistake(
    "bias_corrected",
    "brackets missing",
    "It looks as if brackets are missing below the line: the averages are divided by 1, and beta**t is taken away from what comes "
    "out.",
)
def corrected_without_brackets(averages, beta):
    counts = np.arange(1, len(averages) + 1)
    return averages / 1 - beta**counts


@mistake(
    "bias_corrected",
    "beta squared at every step",
    "It looks as if beta is raised to 2 at every step: the power is t, which counts the averages from 1.",
)
def corrected_by_the_square(averages, beta):
    return averages / (1 - beta**2)


# adam_moments


@mistake(
    "adam_moments",
    "g not squared",
    "It looks as if v averages the gradient itself: it should average the gradient's square, which is never "
    "negative.",
)
def moments_not_squared(gradient, m, v, beta1, beta2):
    return beta1 * m + (1 - beta1) * gradient, beta2 * v + (1 - beta2) * gradient


@mistake(
    "adam_moments",
    "size in place of square",
    "It looks as if v averages the gradient's size, without its sign: it should average the square.",
)
def moments_of_size(gradient, m, v, beta1, beta2):
    return beta1 * m + (1 - beta1) * gradient, beta2 * v + (1 - beta2) * np.abs(gradient)


@mistake(
    "adam_moments",
    "betas exchanged",
    "It looks as if beta1 and beta2 are exchanged: beta1 belongs to m, beta2 to v.",
)
def moments_betas_exchanged(gradient, m, v, beta1, beta2):
    return adam_moments(gradient, m, v, beta2, beta1)


@mistake(
    "adam_moments",
    "one beta for both",
    "It looks as if beta1 is used for v as well: v has a beta of its own, beta2.",
)
def moments_one_beta(gradient, m, v, beta1, beta2):
    return adam_moments(gradient, m, v, beta1, beta1)


@mistake(
    "adam_moments",
    "(1 - beta2) missing",
    "It looks as if the squared gradient enters v in full: it is weighed by 1 - beta2.",
)
def moments_square_in_full(gradient, m, v, beta1, beta2):
    return beta1 * m + (1 - beta1) * gradient, beta2 * v + gradient**2


@mistake(
    "adam_moments",
    "(1 - beta1) missing",
    "It looks as if the gradient enters m in full: it is weighed by 1 - beta1. Here m differs "
    "from the momentum of lesson 08.",
)
def moments_gradient_in_full(gradient, m, v, beta1, beta2):
    return beta1 * m + gradient, beta2 * v + (1 - beta2) * gradient**2


@mistake(
    "adam_moments",
    "both in full",
    "It looks as if gradient and square enter in full: they are weighed by 1 - beta1 and by 1 - beta2.",
)
def moments_both_in_full(gradient, m, v, beta1, beta2):
    return beta1 * m + gradient, beta2 * v + gradient**2


@mistake(
    "adam_moments",
    "kept and new exchanged",
    "It looks as if beta weighs the gradient and 1 - beta what was there: a beta says how much is kept.",
)
def moments_kept_exchanged(gradient, m, v, beta1, beta2):
    return adam_moments(gradient, m, v, 1 - beta1, 1 - beta2)


@mistake(
    "adam_moments",
    "v from the new m",
    "It looks as if v averages the square of the new m: it should average the square of the gradient.",
)
def moments_v_from_m(gradient, m, v, beta1, beta2):
    m = beta1 * m + (1 - beta1) * gradient
    return m, beta2 * v + (1 - beta2) * m**2


@mistake(
    "adam_moments",
    "weight squared too",
    "It looks as if 1 - beta2 is squared along with the gradient: square the gradient alone.",
)
def moments_weight_squared(gradient, m, v, beta1, beta2):
    return beta1 * m + (1 - beta1) * gradient, beta2 * v + ((1 - beta2) * gradient) ** 2


@mistake(
    "adam_moments",
    "m and v returned the other way round",
    "It looks as if v comes back first and m second: m first.",
)
def moments_other_way(gradient, m, v, beta1, beta2):
    m, v = adam_moments(gradient, m, v, beta1, beta2)
    return v, m


@mistake(
    "adam_moments",
    "changes m and v in place",
    "It looks as if the arrays m and v that you were given are changed: `*=` and `+=` work on the caller's "
    "arrays. Make new ones.",
)
def moments_in_place(gradient, m, v, beta1, beta2):
    m[...], v[...] = adam_moments(gradient, m, v, beta1, beta2)
    return m, v


@mistake(
    "adam_moments",
    "changes the gradient",
    "It looks as if the gradient that you were given is changed, `gradient **= 2` perhaps: whoever called "
    "you may still need it.",
)
def moments_change_gradient(gradient, m, v, beta1, beta2):
    m = beta1 * m + (1 - beta1) * gradient
    gradient **= 2
    return m, beta2 * v + (1 - beta2) * gradient


@mistake(
    "adam_moments",
    "brackets missing",
    "It looks as if brackets are missing around 1 - beta1 and 1 - beta2: without them a whole 1 is added, and beta times what is "
    "new is taken away.",
)
def moments_without_brackets(gradient, m, v, beta1, beta2):
    return beta1 * m + 1 - beta1 * gradient, beta2 * v + 1 - beta2 * gradient**2


@mistake(
    "adam_moments",
    "brackets missing in v",
    "It looks as if brackets are missing around 1 - beta2, and m is right: without them a whole 1 is added to v.",
)
def moments_without_brackets_in_v(gradient, m, v, beta1, beta2):
    return beta1 * m + (1 - beta1) * gradient, beta2 * v + 1 - beta2 * gradient**2


# adam_update


def _moved(parameter, m_hat, v_hat, lr, eps):
    return parameter - lr * m_hat / (np.sqrt(v_hat) + eps)


def _hats(m, v, t, beta1, beta2):
    return m / np.float64(1 - beta1**t), v / np.float64(1 - beta2**t)


@mistake(
    "adam_update",
    "no correction",
    "It looks as if m and v are used as they are. They started at zero and are too small at first: correct "
    "both.",
)
def update_uncorrected(parameter, m, v, t, lr, beta1, beta2, eps):
    return _moved(parameter, m, v, lr, eps)


@mistake(
    "adam_update",
    "only the first moment corrected",
    "It looks as if only m is corrected for its cold start; v needs it too.",
)
def update_first_corrected(parameter, m, v, t, lr, beta1, beta2, eps):
    return _moved(parameter, _hats(m, v, t, beta1, beta2)[0], v, lr, eps)


@mistake(
    "adam_update",
    "only the second moment corrected",
    "It looks as if only v is corrected for its cold start; m needs it too.",
)
def update_second_corrected(parameter, m, v, t, lr, beta1, beta2, eps):
    return _moved(parameter, m, _hats(m, v, t, beta1, beta2)[1], lr, eps)


@mistake(
    "adam_update",
    "t one too small",
    "It looks as if t is taken one too small: t is 1 at the first step, and it is given to you as it should "
    "be used.",
)
def update_t_too_small(parameter, m, v, t, lr, beta1, beta2, eps):
    return _moved(parameter, *_hats(m, v, t - 1, beta1, beta2), lr, eps)


@mistake(
    "adam_update",
    "t one too large",
    "It looks as if t is taken one too large: t is 1 at the first step, and it is given to you as it should "
    "be used.",
)
def update_t_too_large(parameter, m, v, t, lr, beta1, beta2, eps):
    return _moved(parameter, *_hats(m, v, t + 1, beta1, beta2), lr, eps)


@mistake(
    "adam_update",
    "beta not raised to t",
    "It looks as if the moments are divided by 1 - beta at every t: raise beta to the power t.",
)
def update_unpowered(parameter, m, v, t, lr, beta1, beta2, eps):
    return _moved(parameter, *_hats(m, v, 1, beta1, beta2), lr, eps)


@mistake(
    "adam_update",
    "beta times t",
    "It looks as if the correction multiplies beta by t, where beta to the power t is meant: `**`, not `*`.",
)
def update_times_t(parameter, m, v, t, lr, beta1, beta2, eps):
    m_hat, v_hat = m / np.float64(1 - beta1 * t), v / np.float64(1 - beta2 * t)
    return _moved(parameter, m_hat, v_hat, lr, eps)


@mistake(
    "adam_update",
    "hats exchanged",
    "It looks as if the two moments are exchanged: m goes above the line, the root of v below.",
)
def update_hats_exchanged(parameter, m, v, t, lr, beta1, beta2, eps):
    return _moved(parameter, *_hats(m, v, t, beta1, beta2)[::-1], lr, eps)


@mistake(
    "adam_update",
    "second correction repeats the first",
    "It looks as if v is corrected with beta1: it was averaged with beta2, and is corrected with beta2.",
)
def update_one_beta(parameter, m, v, t, lr, beta1, beta2, eps):
    return _moved(parameter, *_hats(m, v, t, beta1, beta1), lr, eps)


@mistake(
    "adam_update",
    "betas exchanged",
    "It looks as if beta1 and beta2 are exchanged in the correction: beta1 belongs to m, beta2 to v.",
)
def update_betas_exchanged(parameter, m, v, t, lr, beta1, beta2, eps):
    return _moved(parameter, *_hats(m, v, t, beta2, beta1), lr, eps)


@mistake(
    "adam_update",
    "eps inside the root",
    "It looks as if eps stands under the root: take the root first, then add eps.",
)
def update_eps_inside(parameter, m, v, t, lr, beta1, beta2, eps):
    m_hat, v_hat = _hats(m, v, t, beta1, beta2)
    return parameter - lr * m_hat / np.sqrt(v_hat + eps)


@mistake(
    "adam_update",
    "eps before the correction",
    "It looks as if eps is added to the root of the cold v. Correct v first, take its root, add eps. TensorFlow "
    "does it your way, the paper's Algorithm 1 and PyTorch do not.",
)
def update_eps_early(parameter, m, v, t, lr, beta1, beta2, eps):
    m_hat, _ = _hats(m, v, t, beta1, beta2)
    return parameter - lr * m_hat * np.sqrt(1 - beta2**t) / (np.sqrt(v) + eps)


@mistake(
    "adam_update",
    "no eps",
    "It looks as if eps is left out: where there never was a gradient, that is zero divided by zero.",
)
def update_no_eps(parameter, m, v, t, lr, beta1, beta2, eps):
    return _moved(parameter, *_hats(m, v, t, beta1, beta2), lr, 0.0)


@mistake(
    "adam_update",
    "eps outside the fraction",
    "It looks as if eps is added after the division: brackets around the root and eps hold both under the line.",
)
def update_eps_afterwards(parameter, m, v, t, lr, beta1, beta2, eps):
    return _moved(parameter, *_hats(m, v, t, beta1, beta2), lr, 0.0) + eps


@mistake(
    "adam_update",
    "no root",
    "It looks as if the step is divided by v and not by its root: v is made of squares, and the root brings "
    "it back to the gradient's own size.",
)
def update_no_root(parameter, m, v, t, lr, beta1, beta2, eps):
    m_hat, v_hat = _hats(m, v, t, beta1, beta2)
    return parameter - lr * m_hat / (v_hat + eps)


@mistake(
    "adam_update",
    "uphill",
    "It looks as if the step is added: gradients point uphill, so the step is taken away.",
)
def update_uphill(parameter, m, v, t, lr, beta1, beta2, eps):
    return _moved(parameter, *_hats(m, v, t, beta1, beta2), -lr, eps)


@mistake(
    "adam_update",
    "lr left out",
    "It looks as if lr is left out: it scales the whole step.",
)
def update_without_lr(parameter, m, v, t, lr, beta1, beta2, eps):
    return _moved(parameter, *_hats(m, v, t, beta1, beta2), 1.0, eps)


@mistake(
    "adam_update",
    "the step alone",
    "It looks as if the step alone comes back: what is wanted is the parameter after the step.",
)
def update_step_alone(parameter, m, v, t, lr, beta1, beta2, eps):
    return -_moved(0.0, *_hats(m, v, t, beta1, beta2), lr, eps)


@mistake(
    "adam_update",
    "changes the parameter in place",
    "It looks as if the parameter that you were given is changed, with `-=` perhaps: return a new array. The "
    "class of the next step is the one that works in place.",
)
def update_in_place(parameter, m, v, t, lr, beta1, beta2, eps):
    parameter[...] = adam_update(parameter, m, v, t, lr, beta1, beta2, eps)
    return parameter


@mistake(
    "adam_update",
    "changes m and v in place",
    "It looks as if m and v are corrected in place: the next step still needs them as they were. Give the "
    "corrected ones names of their own.",
)
def update_spoils_moments(parameter, m, v, t, lr, beta1, beta2, eps):
    new = adam_update(parameter, m, v, t, lr, beta1, beta2, eps)
    m /= 1 - beta1**t
    v /= 1 - beta2**t
    return new


@mistake(
    "adam_update",
    "beta2 squared at every step",
    "It looks as if v is divided by 1 - beta2**2 at every step: the power is t, as in the correction of m.",
)
def update_by_the_square(parameter, m, v, t, lr, beta1, beta2, eps):
    return _moved(parameter, m / (1 - beta1**t), v / (1 - beta2**2), lr, eps)


@mistake(
    "adam_update",
    "brackets missing in the corrections",
    "It looks as if brackets are missing below the line of both corrections: m and v are divided by 1, and the power of beta is "
    "taken away from what comes out.",
)
def update_without_brackets(parameter, m, v, t, lr, beta1, beta2, eps):
    return _moved(parameter, m / 1 - beta1**t, v / 1 - beta2**t, lr, eps)


# Adam


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
        return m / np.float64(1 - self.beta1 * t), v / np.float64(1 - self.beta2 * t)


@mistake(
    "Adam",
    "hats exchanged",
    "It looks as if the two moments are exchanged in the update: m goes above, the root of v below.",
)
class AdamHatsExchanged(_Adam):
    def move(self, rate, m_hat, v_hat):
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
    "eps outside the fraction",
    "It looks as if eps is added after the division: brackets around the root and eps hold both under the line.",
)
class AdamEpsAfterwards(_Adam):
    def move(self, rate, m_hat, v_hat):
        return -(rate * m_hat / np.sqrt(v_hat) + self.eps)


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


@mistake(
    "Adam",
    "m taken for the corrected v",
    "It looks as if m stands where the corrected v should be: v, divided by 1 - beta2**t, goes under the root.",
)
class AdamMForV(_Adam):
    def corrected(self, m, v, t):
        return m / (1 - self.beta1**t), m


@mistake(
    "Adam",
    "decay compounded",
    "It looks as if the learning rate is divided again at every call, starting from the one before: it is always "
    "lr / (1 + decay * k), from the lr that was given.",
)
class AdamCompounds(_Adam):
    def rate(self):
        self.kept = getattr(self, "kept", self.lr) / (1 + self.decay * self.calls)
        return self.kept


@mistake(
    "Adam",
    "decay on the other side",
    "It looks as if the learning rate grows: divide by 1 + decay * k.",
)
class AdamGrows(_Adam):
    def rate(self):
        return self.lr * (1 + self.decay * self.calls)


@mistake(
    "Adam",
    "t per parameter, decay with it",
    "It looks as if the counter grows with every parameter and not with every call, so that t is too large and the "
    "learning rate decays too fast: count once a call, outside the loop.",
)
class AdamCountsParameters(_Adam):
    ticks = 0

    def step(self, parameters, gradients):
        rate = self.lr / (1 + self.decay * self.ticks)
        for position, (w, g) in enumerate(zip(parameters, gradients, strict=True)):
            self.ticks += 1
            m, v = self.moments(self.m.get(position, 0.0 * g), self.v.get(position, 0.0 * g), g)
            self.m[position], self.v[position] = m, v
            w += self.move(rate, *self.corrected(m, v, self.ticks))


@mistake(
    "Adam",
    "t and decay inside the loop",
    "It looks as if counter and learning rate are both worked out anew for every parameter: all parameters of one call "
    "share one t and one rate.",
)
class AdamCountsInside(_Adam):
    ticks = 0

    def step(self, parameters, gradients):
        for position, (w, g) in enumerate(zip(parameters, gradients, strict=True)):
            rate = self.lr / (1 + self.decay * self.ticks)
            self.ticks += 1
            m, v = self.moments(self.m.get(position, 0.0 * g), self.v.get(position, 0.0 * g), g)
            self.m[position], self.v[position] = m, v
            w += self.move(rate, *self.corrected(m, v, self.ticks))


@mistake(
    "Adam",
    "the counter one too far",
    "It looks as if the counter is one too large throughout: on the first call t should be 1, and the learning rate should be "
    "lr in full.",
)
class AdamCounterTooFar(_Adam):
    def rate(self):
        return self.lr / (1 + self.decay * (self.calls + 1))

    def corrected(self, m, v, t):
        return super().corrected(m, v, t + 1)


@mistake(
    "Adam",
    "beta2 squared at every step",
    "It looks as if v is divided by 1 - beta2**2 at every step: the power is t, as in the correction of m.",
)
class AdamSquare(_Adam):
    def corrected(self, m, v, t):
        return m / (1 - self.beta1**t), v / (1 - self.beta2**2)


@mistake(
    "Adam",
    "brackets missing in the moments",
    "It looks as if brackets are missing around 1 - beta1 and 1 - beta2: without them a whole 1 is added, and beta times what is "
    "new is taken away.",
)
class AdamMomentsWithoutBrackets(_Adam):
    def moments(self, m, v, g):
        return self.beta1 * m + 1 - self.beta1 * g, self.beta2 * v + 1 - self.beta2 * g**2


@mistake(
    "Adam",
    "brackets missing in the corrections",
    "It looks as if brackets are missing below the line of both corrections: m and v are divided by 1, and the power of beta is "
    "taken away from what comes out.",
)
class AdamCorrectionWithoutBrackets(_Adam):
    def corrected(self, m, v, t):
        return m / 1 - self.beta1**t, v / 1 - self.beta2**t


@mistake(
    "Adam",
    "brackets missing in the rate",
    "It looks as if brackets are missing around 1 + decay * k: lr is divided by 1, and decay * k is added to it.",
)
class AdamRateWithoutBrackets(_Adam):
    def rate(self):
        return self.lr / 1 + self.decay * self.calls


# repair_adam


def _steps(parameter, gradients, lr, decay, beta1, beta2, eps, hats=_hats, first=0):
    """The repaired loop, in pieces that can be broken."""
    m, v = np.zeros_like(parameter), np.zeros_like(parameter)
    for k, gradient in enumerate(gradients):
        m, v = adam_moments(gradient, m, v, beta1, beta2)
        rate = lr / (1 + decay * (k + first))
        parameter = _moved(parameter, *hats(m, v, k + 1, beta1, beta2), rate, eps)
    return parameter


@mistake(
    "repair_adam",
    "as it was",
    "It looks as if both mistakes are still there: m stands where the corrected v should, and the two are "
    "exchanged in the update.",
)
def repair_nothing(parameter, gradients, lr, decay, beta1, beta2, eps):
    def hats(m, v, t, beta1, beta2):
        return m, m / (1 - beta1**t)

    return _steps(parameter, gradients, lr, decay, beta1, beta2, eps, hats)


@mistake(
    "repair_adam",
    "only the exchange repaired",
    "It looks as if the update is in order now, but m is still under the root: the corrected v belongs there, and "
    "it is made of v.",
)
def repair_exchange_only(parameter, gradients, lr, decay, beta1, beta2, eps):
    def hats(m, v, t, beta1, beta2):
        return m / (1 - beta1**t), m

    return _steps(parameter, gradients, lr, decay, beta1, beta2, eps, hats)


@mistake(
    "repair_adam",
    "only the correction repaired",
    "It looks as if v is corrected now, but the two are still exchanged in the update: the corrected m goes above, "
    "the root of the corrected v below.",
)
def repair_correction_only(parameter, gradients, lr, decay, beta1, beta2, eps):
    def hats(m, v, t, beta1, beta2):
        return _hats(m, v, t, beta1, beta2)[::-1]

    return _steps(parameter, gradients, lr, decay, beta1, beta2, eps, hats)


@mistake(
    "repair_adam",
    "v corrected with beta1",
    "It looks as if v is corrected with beta1: it was averaged with beta2, and is corrected with beta2.",
)
def repair_one_beta(parameter, gradients, lr, decay, beta1, beta2, eps):
    def hats(m, v, t, beta1, beta2):
        return _hats(m, v, t, beta1, beta1)

    return _steps(parameter, gradients, lr, decay, beta1, beta2, eps, hats)


@mistake(
    "repair_adam",
    "v not corrected",
    "It looks as if v goes under the root as it is: it starts as cold as m, and needs a correction too.",
)
def repair_cold_v(parameter, gradients, lr, decay, beta1, beta2, eps):
    def hats(m, v, t, beta1, beta2):
        return m / (1 - beta1**t), v

    return _steps(parameter, gradients, lr, decay, beta1, beta2, eps, hats)


@mistake(
    "repair_adam",
    "corrected m, corrected m",
    "It looks as if the corrected m stands above and below: below belongs the root of the corrected v.",
)
def repair_m_twice(parameter, gradients, lr, decay, beta1, beta2, eps):
    def hats(m, v, t, beta1, beta2):
        return m / (1 - beta1**t), m / (1 - beta1**t)

    return _steps(parameter, gradients, lr, decay, beta1, beta2, eps, hats)


@mistake(
    "repair_adam",
    "decay one step early",
    "It looks as if decay begins with the first step: that one uses lr in full. The page's line for the rate was "
    "in order.",
)
def repair_decays_early(parameter, gradients, lr, decay, beta1, beta2, eps):
    return _steps(parameter, gradients, lr, decay, beta1, beta2, eps, first=1)


@mistake(
    "repair_adam",
    "decay lost",
    "It looks as if decay got lost in the repair: every step uses lr in full.",
)
def repair_loses_decay(parameter, gradients, lr, decay, beta1, beta2, eps):
    return _steps(parameter, gradients, lr, 0.0, beta1, beta2, eps)


@mistake(
    "repair_adam",
    "changes the parameter in place",
    "It looks as if the parameter that you were given is changed, with `-=` perhaps: here a new array is "
    "returned.",
)
def repair_in_place(parameter, gradients, lr, decay, beta1, beta2, eps):
    parameter[...] = _steps(parameter, gradients, lr, decay, beta1, beta2, eps)
    return parameter


# AdamW


class _AdamW(_Adam):
    """Adam in pieces, with weight decay."""

    def __init__(self, weight_decay=0.01, **others):
        super().__init__(**others)
        self.weight_decay = weight_decay

    def step(self, parameters, gradients):
        self.shrink(parameters, self.rate())
        super().step(parameters, gradients)

    def shrink(self, parameters, rate):
        for w in parameters:
            w -= rate * self.weight_decay * w


@mistake(
    "AdamW",
    "coupled",
    "It looks as if the weight decay is added to the gradient, so that Adam scales it along with the rest: "
    "it should act on the parameter directly, beside the step.",
)
class AdamWCoupled(_AdamW):
    def step(self, parameters, gradients):
        pairs = zip(parameters, gradients, strict=True)
        _Adam.step(self, parameters, [g + self.weight_decay * w for w, g in pairs])


@mistake(
    "AdamW",
    "coupled, in the caller's gradients",
    "It looks as if the weight decay is added to the gradients, in place: leave them alone, and let the parameters "
    "themselves shrink.",
)
class AdamWCoupledInPlace(_AdamW):
    def step(self, parameters, gradients):
        for w, g in zip(parameters, gradients, strict=True):
            g += self.weight_decay * w
        _Adam.step(self, parameters, gradients)


@mistake(
    "AdamW",
    "decays the new value",
    "It looks as if the value after Adam's step is shrunk: the share is taken of the old value.",
)
class AdamWLate(_AdamW):
    def step(self, parameters, gradients):
        rate = self.rate()
        _Adam.step(self, parameters, gradients)
        self.shrink(parameters, rate)


@mistake(
    "AdamW",
    "lr left out",
    "It looks as if the learning rate is left out of the shrinking: the share is lr * weight_decay.",
)
class AdamWWithoutRate(_AdamW):
    def shrink(self, parameters, rate):
        super().shrink(parameters, 1.0)


@mistake(
    "AdamW",
    "full lr at every call",
    "It looks as if the shrinking uses the lr of the start at every call: it uses the lowered one, as Adam's "
    "step does.",
)
class AdamWFullRate(_AdamW):
    def shrink(self, parameters, rate):
        super().shrink(parameters, self.lr)


@mistake(
    "AdamW",
    "does not shrink",
    "It looks as if nothing shrinks: the parameters end where plain Adam would bring them. Changing a copy, or a name "
    "inside a loop, does not reach the array.",
)
class AdamWPlain(_AdamW):
    def shrink(self, parameters, rate):
        pass


@mistake(
    "AdamW",
    "grows",
    "It looks as if the share is added: weight decay makes values smaller.",
)
class AdamWGrows(_AdamW):
    def shrink(self, parameters, rate):
        super().shrink(parameters, -rate)


@mistake(
    "AdamW",
    "the same amount from all",
    "It looks as if the same amount is taken from every entry: what is taken is a share of the entry itself.",
)
class AdamWSameAmount(_AdamW):
    def shrink(self, parameters, rate):
        for w in parameters:
            w -= rate * self.weight_decay


@mistake(
    "AdamW",
    "shrunk to the share",
    "It looks as if the parameter is multiplied by lr * weight_decay, and so all but vanishes: that is the share to "
    "take away, not the share to keep.",
)
class AdamWToTheShare(_AdamW):
    def shrink(self, parameters, rate):
        for w in parameters:
            w *= rate * self.weight_decay


@mistake(
    "AdamW",
    "only the first parameter",
    "It looks as if only the first parameter shrinks: all of them do.",
)
class AdamWFirstOnly(_AdamW):
    def shrink(self, parameters, rate):
        super().shrink(parameters[:1], rate)


@mistake(
    "AdamW",
    "gradients shrunk",
    "It looks as if the gradients shrink and not the parameters.",
)
class AdamWShrinksGradients(_AdamW):
    def step(self, parameters, gradients):
        self.shrink(gradients, self.rate())
        _Adam.step(self, parameters, gradients)


# cold_start_order


@mistake(
    "cold_start_order",
    "returns before the loop",
    "It looks as if `return steps` (line B) comes before the counting: whatever stands after a `return` never "
    "runs.",
)
def order_returns_early():
    return "D F B C A E"


@mistake(
    "cold_start_order",
    "a start comes late",
    "It looks as if a line uses `cold` or `steps` before it has a value: line D gives one to `cold`, line F gives one to "
    "`steps`.",
)
def order_starts_late():
    return "D C A E F B"


@mistake(
    "cold_start_order",
    "a letter is missing",
    "It looks as if line F is left out: the count needs a start as well.",
)
def order_without_start():
    return "D C A E B"


@mistake(
    "cold_start_order",
    "half taken before it is asked",
    "It looks as if line A stands before line C: it is indented, and belongs under the `while`.",
)
def order_takes_before_it_asks():
    return "D F A C E B"


@mistake(
    "cold_start_order",
    "returns inside the loop",
    "It looks as if `return steps` (line B) cuts the loop in two: it ends the function, and stands after all that the loop does.",
)
def order_returns_inside():
    return "D F C A B E"


@mistake(
    "cold_start_order",
    "no return",
    "It looks as if line B is left out: without `return` the count stays inside.",
)
def order_without_return():
    return "D F C A E"


# Predictions

wrong_prediction(
    "remember_adam_decay",
    0.04,
    "That is the fourth call's: k counts from 0, so the third call has k = 2.",
)
wrong_prediction(
    "remember_adam_decay",
    0.07,
    "That is the second call's: k counts from 0, so the third call has k = 2.",
)
wrong_prediction(
    "remember_adam_decay",
    0.03,
    "It looks as if the rate were multiplied by 1 - decay, or divided again, at every call. It is always lr / (1 + decay * k), from the same lr.",
)
wrong_prediction(
    "remember_adam_momentum",
    -0.1,
    "That is the velocity after the first call. The second one keeps 0.9 of it.",
)
wrong_prediction(
    "remember_adam_momentum",
    0.19,
    "The size is right. Which way does a step go when the gradient is 1?",
)
wrong_prediction(
    "remember_adam_momentum",
    -0.2,
    "That keeps the old velocity in full; only 0.9 of it is kept.",
)
wrong_prediction(
    "remember_adam_momentum",
    -0.11,
    "It looks as if only 0.1 of the old velocity is kept: 0.9 of it stays.",
)
wrong_prediction(
    "remember_adam_slopes",
    [0.5, -0.5],
    "The sizes are right. A higher score for the true class makes the loss smaller, so its slope is negative.",
)
wrong_prediction(
    "remember_adam_slopes",
    [0.5, 0.5],
    "Those are the shares. The slopes are the shares, with 1 taken from that of the true class.",
)
wrong_prediction(
    "remember_adam_slopes",
    [-0.5, -0.5],
    "The 1 is taken from the share of the true class alone.",
)
wrong_prediction(
    "predict_adam_average",
    1.0,
    "That is the average after the first value. Take in the second one too.",
)
wrong_prediction(
    "predict_adam_average",
    10.0,
    "All values are 10, but the average starts at 0 and moves only a tenth of the way at a time.",
)
wrong_prediction(
    "predict_adam_average",
    9.9,
    "It looks as if 0.9 of the new value is taken: 0.9 of the old average is kept, and 0.1 of the new value is added.",
)
wrong_prediction(
    "predict_adam_average",
    2.0,
    "That keeps the old average in full; only 0.9 of it is kept.",
)
wrong_prediction(
    "predict_adam_cold",
    0.90,
    "That is the share that is missing. What is there is the rest, up to 1.",
)
wrong_prediction(
    "predict_adam_cold",
    0.0,
    "It looks as if 1 - beta is meant, which is the share after one value. After 100 values beta is raised to the power 100.",
)
wrong_prediction(
    "predict_adam_cold",
    1.0,
    "100 values are few for a memory of about 1000.",
)
wrong_prediction(
    "predict_adam_cold",
    9.52,
    "Is it the share that you give, or a percentage? The share is wanted, from 0 to 1.",
)
for _letter, _hint in {
    "A": "The squares do not cancel: what is the square of -1?",
    "B": "A gradient of 1 and one of -1 pull m to opposite sides. Where does it settle?",
    "C": "The two are exchanged: which of them averages the square?",
}.items():
    wrong_prediction("predict_adam_flip", _letter, _hint)
wrong_prediction(
    "predict_adam_first_step",
    0.25,
    "That is lr times the size of the gradient, a plain gradient step. Adam divides by the root of the corrected v.",
)
wrong_prediction(
    "predict_adam_first_step",
    -0.001,
    "The size is right. The gradient is negative, and the step goes against it.",
)
wrong_prediction(
    "predict_adam_first_step",
    0.0,
    "It looks as if the square of the gradient divides. Its root does: the corrected v is 62500, and its root is 250.",
)
wrong_prediction(
    "predict_adam_first_step",
    1.0,
    "That is the quotient; it is still to be multiplied by lr.",
)
wrong_prediction(
    "predict_adam_first_step",
    0.003,
    "That is the step without correction. The corrected moments are -250 and 62500.",
)
wrong_prediction(
    "predict_adam_uncorrected",
    0.32,
    "That is the fraction upside down: m is above, the root of v below.",
)
wrong_prediction(
    "predict_adam_uncorrected",
    1.0,
    "That is the step with both corrections. Without them m is a tenth of the gradient, and v a thousandth of its square.",
)
wrong_prediction(
    "predict_adam_uncorrected",
    100.0,
    "It looks as if the root is forgotten: 0.1 is divided by the root of 0.001.",
)
wrong_prediction(
    "predict_adam_uncorrected",
    0.1,
    "That is what becomes of m. Now divide it by what becomes of the root of v.",
)
for _letter, _hint in {
    "A": "Turning changes which gradients the two parameters get. Which entry of the gradient carries the steep slope now?",
    "B": "Can Adam tell the two directions apart when both entries of the gradient carry the steep slope?",
    "D": "The step is never much longer than lr, so it does not fly away. But where does it go?",
}.items():
    wrong_prediction("predict_adam_turned", _letter, _hint)
wrong_prediction(
    "predict_adam_formulas",
    "D",
    "D is one of them. Look at the last formula too: which of the two is above the line?",
)
wrong_prediction(
    "predict_adam_formulas",
    "E",
    "E is one of them. There is another: read on which side of each formula v appears.",
)
wrong_prediction(
    "predict_adam_formulas",
    "D, E",
    "These are the two. Write them with a space between, and no comma.",
)
wrong_prediction(
    "predict_adam_formulas",
    "DE",
    "These are the two. Write them with a space between.",
)
wrong_prediction(
    "predict_adam_formulas",
    "E D",
    "These are the two. Write them in the order of the alphabet.",
)
wrong_prediction(
    "predict_adam_formulas",
    "C D",
    "D is one of them. C is in order: m is averaged with beta1 and corrected with beta1.",
)
wrong_prediction(
    "predict_adam_formulas",
    "C E",
    "E is one of them. C is in order: m is averaged with beta1 and corrected with beta1.",
)
wrong_prediction(
    "predict_adam_formulas",
    "B E",
    "E is one of them. B is in order: v averages the square of the gradient, with beta2.",
)
wrong_prediction(
    "predict_adam_formulas",
    "B D",
    "D is one of them. B is in order: v averages the square of the gradient, with beta2.",
)
