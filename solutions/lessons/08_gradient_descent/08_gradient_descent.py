# %% [markdown]
r"""
# 08 Gradient descent

Your network can say how far off it is, and which way every weight pulls. In this lesson it moves: you write the loop that makes a network learn, and the
optimizers that make it learn fast.

**You will be able to**

- write the training loop, and say what each of its four moves does
- see from a curve whether a learning rate is too small or too large
- say why a small batch is a noisy guide, and why that can be a help
- build the optimizers SGD with momentum, AdaGrad and RMSProp, and choose between them with reasons

**You need** lessons 00 to 07: layers with `forward` and `backward`, a loss, and slopes.

**Time** about 90 minutes. Two small extras, one on the way and one at the end.

![A loss drawn as a map of height lines over two weights. From a start at the upper left a path of arrows runs down to the lowest point. Each arrow stands at a right angle to its height line, and the arrows get shorter as the ground gets flatter.](../../../img/gradient-descent-downhill.png)
"""

# %%
import numpy as np

from neuronlab import check, mine, play, progress, show
from neuronlab.datasets import spiral
from neuronlab.plots import gradient_descent as plots

# %% [markdown]
r"""
## Remember

Three quick questions on lessons 05, 06 and 07. Answer all three from memory, one in each cell, then run the check below them. It stops at the first one that is not right
yet.

1. A `Dense` layer with 4 inputs and 3 neurons has seen a batch of 10 samples, forward and backward. What is the shape of its `dweights`? Write it as
   `(rows, columns)`.
2. The slope of the loss in one weight is $+2$. You want a smaller loss. Should the weight become **A** a little smaller or **B** a little
   larger? Answer `"A"` or `"B"`.
3. A network for 3 classes is fresh and knows nothing: all three probabilities are $1/3$. What is its cross-entropy? Three decimals.
"""

# %% predict="remember_descent_dweights"
remember_descent_dweights = (4, 3)

# %% predict="remember_descent_downhill"
remember_descent_downhill = "A"

# %% predict="remember_descent_first_loss"
remember_descent_first_loss = 1.099

# %% check="remember_descent_first_loss"
check("remember_descent_dweights", remember_descent_dweights)
check("remember_descent_downhill", remember_descent_downhill)
check("remember_descent_first_loss", remember_descent_first_loss)

# %% [markdown]
r"""
## What you bring along

Layers, a loss and batches come from earlier lessons. The next four cells give you a version of each. Where you have solved the exercise, `mine` puts your own code in its
place and says so. There is nothing to write here.
"""


# %% given="descent-layers"
class Dense:
    def __init__(self, n_inputs, n_neurons, rng):
        shape = (n_inputs, n_neurons)
        self.weights = 0.01 * rng.standard_normal(shape)
        self.biases = np.zeros((1, n_neurons))

    def forward(self, inputs):
        self.inputs = inputs
        return inputs @ self.weights + self.biases

    def backward(self, doutput):
        self.dweights = self.inputs.T @ doutput
        self.dbiases = doutput.sum(axis=0, keepdims=True)
        return doutput @ self.weights.T


# %% given="descent-loss"
class SoftmaxCrossEntropy:
    def forward(self, scores, y):
        shifted = scores - scores.max(axis=1, keepdims=True)
        totals = np.exp(shifted).sum(axis=1, keepdims=True)
        logs = shifted - np.log(totals)
        return float(-logs[np.arange(len(y)), y].mean())

    def backward(self, scores, y):
        shifted = scores - scores.max(axis=1, keepdims=True)
        powers = np.exp(shifted)
        dscores = powers / powers.sum(axis=1, keepdims=True)
        dscores[np.arange(len(y)), y] -= 1
        return dscores / len(y)


# %% given="descent-batches"
class ReLU:
    def forward(self, inputs):
        self.inputs = inputs
        return np.maximum(0.0, inputs)

    def backward(self, doutput):
        return doutput * (self.inputs > 0)


def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


# %% given="descent-pieces"
def accuracy(probabilities, labels):
    answers = probabilities.argmax(axis=1)
    return float((answers == labels).mean())


Dense = mine("DenseBackward", otherwise=Dense)
ReLU = mine("ReLUBackward", otherwise=ReLU)
SoftmaxCrossEntropy = mine(
    "SoftmaxCrossEntropy",
    otherwise=SoftmaxCrossEntropy,
)
minibatches = mine("minibatches", otherwise=minibatches)
accuracy = mine("accuracy", otherwise=accuracy)

# %% [markdown]
r"""
## 1. One step downhill

You stand on a hillside in thick fog and want to get down. You see nothing of the valley, but you feel the ground under your feet: which way it slopes, and how steeply.
So you take a step against the slope, and feel again.

That is **gradient descent**. The ground is the loss, your place is the weights, and the slopes are what `backward` gives. All slopes together are called the **gradient**.
It points uphill, so you go against it:

$$ \mathbf{w}_{\text{new}} = \mathbf{w} - \eta \, \mathbf{g} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{w}$ | `parameter` | any, such as $(n, m)$ | weights or biases |
| $\mathbf{g}$ | `gradient` | as `parameter` | the slope of the loss for every entry |
| $\eta$ (*eta*) | `lr` | one number | the **learning rate**: how much of the slope becomes a step |
| $\mathbf{w}_{\text{new}}$ | the answer | as `parameter` | where you are after the step |

**On paper.** The loss is $w^2$, so its slope is $2w$. Start at $w = 3$ with $\eta = 0.1$. The slope is 6; times $\eta$ that is 0.6. You go against it, so the step is $-0.6$, and $w$ becomes 2.4.
There the slope is 4.8, the step is $-0.48$, and $w$ becomes 1.92. The ground gets flatter, and the steps get shorter by themselves.

![The curve of w squared. At w = 3 a tangent shows the slope 6; an arrow leads down to w = 2.4, a second and shorter one to w = 1.92.](../../../img/gradient-descent-step.png)

**Predict.** The same loss, but you start on the other side, at $w = -2$, with $\eta = 0.25$. Where are you after one step? Two decimals count.
"""

# %% predict="predict_descent_step"
predict_descent_step = -1.0

# %% check="predict_descent_step"
check("predict_descent_step", predict_descent_step)

# %% [markdown]
r"""
### Exercise: `gradient_step`

The first line is given: it multiplies the slope by the learning rate. Which way to go is up to the second line, and that one is yours. Leave the array that you are given as it was and return a new one, so that whoever called you
still has the old weights.

<details><summary>A nudge</summary>

The gradient points uphill. Which sign takes you the other way?

</details>
<details><summary>The idea</summary>

`scaled` points in the direction in which the loss grows. Where do you end up if you start at `parameter` and go against it?

</details>
<details><summary>Nearly the code</summary>

One line gives `moved` its value, from `parameter` and `scaled`, with one minus sign. `a - b` makes a new array; `a -= b` changes the old one.

</details>
"""


# %% answer="gradient_step"
def gradient_step(parameter, gradient, lr):
    """One step of gradient descent.

    parameter, gradient: arrays of one shape, any shape;
    both are left as they were.
    lr: a number, the learning rate.
    Returns a new array of that shape.

    >>> w, g = np.array([3.0, 1.0]), np.array([6.0, -2.0])
    >>> gradient_step(w, g, 0.1)
    array([2.4, 1.2])
    """
    scaled = lr * gradient
    ### BEGIN SOLUTION
    moved = parameter - scaled
    ### END SOLUTION
    return moved


# %% check="gradient_step"
check("gradient_step", gradient_step)

# %% [markdown]
r"""
### What a learning rate does

On the loss $w^2$ a step goes from $w$ to $w - \eta \cdot 2w = (1 - 2\eta)\,w$. So every step multiplies $w$ by the same number, $1 - 2\eta$. That number tells the whole story:

| $\eta$ | each step multiplies $w$ by | what you see |
|---|---|---|
| 0.05 | 0.9 | it creeps |
| 0.3 | 0.4 | it is there in a few steps |
| 1.05 | $-1.1$ | it jumps across the valley and lands higher every time |

**Predict.** You start at $w = -2$. What happens with $\eta = 1$?

- **A** it reaches 0 in one step
- **B** it creeps towards 0
- **C** it jumps across and lands higher every time
- **D** it jumps between $-2$ and $2$ for ever

Answer with a letter, such as `"A"`. Then run the cell after the check: it draws eight steps of your `gradient_step` for each of four learning rates.
"""

# %% predict="predict_descent_rates"
predict_descent_rates = "D"

# %% check="predict_descent_rates"
check("predict_descent_rates", predict_descent_rates)

# %% tags=["raises-exception"]
show(plots.sweep(gradient_step), alt=plots.SWEEP)

# %% [markdown]
r"""
## 2. The training loop

Now the whole network. Training repeats four moves, always in this order:

1. **forward**: the data goes through the layers, first to last, and becomes scores
2. **loss**: one number says how far off the scores are; you write it down
3. **backward**: the slope of the loss goes through the layers, last to first; each layer keeps the slopes of its own weights and biases
4. **step**: every weight and every bias takes a step against its slope

One pass over all of the data is an **epoch**, as in lesson 03. Here the four moves take all data together, so one time round is one epoch. The next one starts with weights that are a little better.

![Four boxes in a ring, joined by arrows: forward, from X to scores; loss, from scores and y to one number; backward, which leaves dweights and dbiases in every layer; step, which changes weights and biases. From step an arrow leads back to forward.](../../../img/gradient-descent-loop.png)

**On paper.** One neuron with $w = 1$, $b = 0$; one sample $x = 2$ whose score should be $y = 5$; the loss is $(\text{score} - y)^2$, and $\eta = 0.05$.

| | first epoch | second epoch |
|---|---|---|
| forward: $w x + b$ | $2$ | $3.5$ |
| loss | $(2 - 5)^2 = 9$ | $(3.5 - 5)^2 = 2.25$ |
| backward: slope of the loss for the score, $2\,(\text{score} - y)$ | $-6$ | $-3$ |
| and for $w$ (times $x$), for $b$ | $-12$ and $-6$ | $-6$ and $-3$ |
| step | $w = 1 + 0.6 = 1.6$, $b = 0.3$ | $w = 1.9$, $b = 0.45$ |

After these two epochs the score would be $4.25$ and the loss $0.5625$.

**Predict.** `train` returns a list with one loss for each epoch, taken before the step of that epoch. What does it return for the same neuron and the same sample, again from $w = 1$ and $b = 0$, for two epochs with $\eta = 0.1$? Write a list; two decimals count.
"""

# %% predict="predict_descent_losses"
predict_descent_losses = [9.0, 0.0]

# %% check="predict_descent_losses"
check("predict_descent_losses", predict_descent_losses)

# %% [markdown]
r"""
### Exercise: `train`

Here it is, the heart of the course. `layers` is a list. Some of its layers learn: they have `weights` and `biases`, and after `backward` also `dweights` and `dbiases`. Others, such as `ReLU`, have
none of these; `hasattr(layer, "weights")` tells you.

The loss object has `loss.forward(scores, y)`, one number, and `loss.backward(scores, y)`, the slope for every score. The loss has already divided by the number of samples, so you need not.

<details><summary>A nudge</summary>

Write the four moves as four comments inside a loop over the epochs, and then fill them in one by one. Which move needs something that an earlier one has made?

</details>
<details><summary>The idea</summary>

Forward: what one layer returns is what the next one gets; the first one gets `X`, in every epoch anew. Backward: the same from the other end, and the last layer gets what `loss.backward` returns. `reversed(layers)` goes through a
list from its end.

</details>
<details><summary>Nearly the code</summary>

Start each epoch with a new name for the data, such as `output = X`, so that `X` itself is never lost. In one loop `output` becomes what `layer.forward(output)` returns. Append the loss. Then a slope goes the other way through `layer.backward`, in a
loop over the layers in reverse. A third loop updates, with `-=`, the two parameters of every layer that has them. Each of the three loops stands inside the loop over the epochs.

</details>
"""


# %% answer="train"
def train(layers, loss, X, y, epochs, lr):
    """Train on all data at once, epoch after epoch.

    layers: list of layers with forward(inputs) and
    backward(doutput). Those that learn have weights, biases
    and, after backward, dweights, dbiases of the same
    shapes. Their weights and biases change.
    loss: an object with forward(scores, y), a number, and
    backward(scores, y), an array shaped as scores.
    X: array (N, n_inputs). y: array, as the loss takes it.
    epochs: a whole number, 0 or more. lr: a number.
    Returns a list of numbers, one for each epoch: the loss
    before its step.

    >>> one_layer = [Dense(2, 3, np.random.default_rng(0))]
    >>> X, y = np.ones((2, 2)), np.array([0, 0])
    >>> loss = SoftmaxCrossEntropy()
    >>> found = train(one_layer, loss, X, y, 2, 1.0)
    >>> [round(value, 3) for value in found]
    [1.098, 0.095]
    """
    ### BEGIN SOLUTION
    losses = []
    for _ in range(epochs):
        output = X
        for layer in layers:
            output = layer.forward(output)
        losses.append(loss.forward(output, y))
        doutput = loss.backward(output, y)
        for layer in reversed(layers):
            doutput = layer.backward(doutput)
        for layer in layers:
            if hasattr(layer, "weights"):
                layer.weights -= lr * layer.dweights
                layer.biases -= lr * layer.dbiases
    return losses
    ### END SOLUTION


# %% check="train"
check("train", train)

# %% [markdown]
r"""
### First make it remember six points

A good habit before any real training: take very few samples and let the network learn them by heart. If it cannot even do that, there is a bug somewhere, and you find out in a second, not after an hour. This is called **overfitting on purpose**.

The data is the spiral: 300 points on three arms, 100 a class. Six of them are enough, two of each class. A network with 16 neurons in the middle should get all six right, and its loss should go
towards 0. The first loss should be the 1.0986 of a network that knows nothing. In the picture each number on the left is a tenth of the one above it.

The cell after that one takes all 300 points, once with each of three learning rates. Look at its curves before you read on.
"""


# %% given="descent-network"
def network(n_hidden, seed):
    rng = np.random.default_rng(seed)
    first = Dense(2, n_hidden, rng)
    last = Dense(n_hidden, 3, rng)
    return [first, ReLU(), last]


def scores_of(layers, X):
    first, relu, last = layers
    return last.forward(relu.forward(first.forward(X)))


X, y = spiral(100, 3, np.random.default_rng(0))
loss = SoftmaxCrossEntropy()
six = [30, 70, 130, 170, 230, 270]

# %% tags=["raises-exception"]
layers = network(16, seed=1)
by_heart = train(layers, loss, X[six], y[six], 800, 1.0)
print(f"first loss {by_heart[0]:.4f}")
print("last loss below 0.01:", by_heart[-1] < 0.01)
right = accuracy(scores_of(layers, X[six]), y[six])
print("accuracy on the six:", right)
drawn = plots.losses({"six points": by_heart}, log=True)
show(drawn, alt=plots.SIX)

# %% tags=["raises-exception"]
curves = {}
for lr in (0.01, 1, 10):
    layers = network(64, seed=1)
    found = train(layers, loss, X, y, 800, lr)
    curves[f"lr = {lr}"] = found
drawn = plots.losses(curves, most=2.5, least=0.8)
show(drawn, alt=plots.RATES)

# %% [markdown]
r"""
- **A flat line** near its start: the rate is too small. It would arrive, in a very long time.
- **A smooth fall**: a good rate, or one that could be larger.
- **Jumps**: too large. Each step lands on the other side of the valley, often higher up.

This sweep over powers of ten is the first thing to do with a new network; after it, look on both sides of the best. Even the best of the three is slow here. The rest of the lesson makes it fast.

## 3. Small batches

To take one step, `train` looks at all samples. But a few of them would give you a rough idea of the slope much sooner. A step from a **mini-batch** goes in another direction, and is right only on average. It is like asking a few people in place of all:
the fewer you ask, the more the answer depends on chance. Such an answer is called **noisy**.

**On paper.** Four samples pull at one weight with slopes 4, $-2$, 1 and 5. All together the slope is their mean, 2. In batches of two, the first pair says $(4 - 2)/2 = 1$, the second $(1 + 5)/2 = 3$. Each is off by 1, and
their mean is 2 again: noisy, but fair.

The next cell shows this for two weights of a fresh network. It uses your `train` with `lr` 0, which works out all slopes and moves nothing. Every dot is what one batch says; the cross is their mean. Ten times as many samples make the cloud about three times smaller, as $\sqrt{10} \approx 3.2$:
ten times the work, and only three times as exact. (A fresh network is the hardest case: the true slope is tiny, and the cross lies almost on zero. Even so, taken over all 128 weights of the first layer, 7 of 10 batches of 3, and 9 of 10 of 30, point downhill; in these two weights alone you would hardly see it.)
"""

# %% tags=["raises-exception"]
layers, slopes = network(64, seed=1), {}
for size in (3, 30, 300):
    found = slopes[f"batches of {size}"] = []
    rng = np.random.default_rng(5)
    for X_some, y_some in minibatches(X, y, size, rng):
        train(layers, loss, X_some, y_some, 1, 0.0)
        found.append(layers[0].dweights[:, 0].copy())
show(plots.noise(slopes), alt=plots.NOISE)

# %% [markdown]
r"""
So many rough steps may beat few exact ones. The next cell lets two networks look at every sample equally often, for 200 epochs. With batches of 300 that makes 200 steps, with batches of 20 it makes 3000.
(`*batch` hands over the pair as two arguments, `X` and `y`.)
"""

# %% tags=["raises-exception"]
curves = {}
for size in (300, 20):
    layers = network(64, seed=1)
    rng = np.random.default_rng(5)
    curve = curves[f"batches of {size}"] = []
    for _epoch in range(200):
        found = []
        for batch in minibatches(X, y, size, rng):
            found += train(layers, loss, *batch, 1, 1.0)
        curve.append(np.mean(found))
large, small = (curve[-1] for curve in curves.values())
lower = small < large - 0.1
print("at the end small batches are lower by 0.1:", lower)
drawn = plots.losses(curves, most=1.2, least=0.4)
show(drawn, alt=plots.SIZES)

# %% [markdown]
r"""
### A rate that falls

Noise has a second use: it can shake you out of a shallow hollow, where exact steps would stay for ever. But the same noise keeps you from settling at the bottom. So begin with large steps and make them smaller: **learning-rate decay**.

$$ \eta_k = \frac{\eta}{1 + d \, k} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\eta$ | `lr` | one number | the rate at the start |
| $d$ | `decay` | one number | how fast it falls; 0 means never |
| $k$ | `step` | a whole number | how many steps lie behind you, so the first step has $k = 0$ |
| $\eta_k$ | the answer | one number | the rate of this step |

**On paper.** With $\eta = 1$ and $d = 0.1$: step 0 uses $1$, step 1 uses $1 / 1.1 = 0.909$, step 2 uses $1 / 1.2 = 0.833$, step 20 uses $1 / 3 = 0.333$.

**Predict.** With $d = 0.01$, at which step has the rate fallen to half of what it was at the start? A whole number.
"""

# %% predict="predict_descent_halved"
predict_descent_halved = 100

# %% check="predict_descent_halved"
check("predict_descent_halved", predict_descent_halved)

# %% [markdown]
r"""
### Exercise: `decayed_lr`

One line. The cell after the check lets sixty walkers use your two functions, each a weight that takes 400 steps from a place of its own. Their loss is the mean of 50 samples and has seven hollows. In the first row of the picture each step uses all samples, in the two others only one.

<details><summary>A nudge</summary>

Read the formula from the bottom up: what stands under the line?

</details>
<details><summary>The idea</summary>

What is under the line starts at 1 and grows by `decay` with every step. `lr` is divided by it, once.

</details>
<details><summary>Nearly the code</summary>

A fraction in Python needs brackets around what is under its line: `a / (b + c)`.

</details>
"""


# %% answer="decayed_lr"
def decayed_lr(lr, decay, step):
    """The learning rate of one step.

    lr: a number, the rate at step 0.
    decay: a number, 0 or more.
    step: a whole number, counted from 0.
    Returns a number.

    >>> round(decayed_lr(1.0, 0.1, 20), 3)
    0.333
    """
    ### BEGIN SOLUTION
    return lr / (1 + decay * step)
    ### END SOLUTION


# %% check="decayed_lr"
check("decayed_lr", decayed_lr)

# %% tags=["raises-exception"]
drawn, ended = plots.hollows(gradient_step, decayed_lr)
print("Of 60 walkers end in the deepest hollow")
print("with all samples:", ended[0])
settled = ended[2] > 40
print("with one sample, rate falling, over 40:", settled)
show(drawn, alt=plots.HOLLOWS)

# %% [markdown]
r"""
With all samples each walker slides into the hollow in which it started, and stays. With one sample a step, chance throws them out of the shallow hollows: they gather around the middle, and never come to rest. With a rate that falls they gather first and then settle, most of them in the
deepest hollow, the grey band.

## 4. Momentum: a ball, not a walker

A walker forgets the last step at once. A ball does not: it has a **velocity**, and the slope only changes that velocity. In a narrow ravine this makes a great difference. Across the ravine the slope changes its sign every time the ball crosses the bottom, so the
pushes cancel and do not pile up. Along the ravine they all point the same way, so they add up.

$$ \mathbf{v}_{\text{new}} = \mu \, \mathbf{v} - \eta \, \mathbf{g} \qquad\qquad \mathbf{w}_{\text{new}} = \mathbf{w} + \mathbf{v}_{\text{new}} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{v}$ | yours to name | as the parameter | the velocity, 0 at the start; every parameter has its own |
| $\mu$ (*mu*) | `momentum` | one number | how much of the velocity is kept, often 0.9; with 0 the ball is a walker |
| $\eta$ | `lr` | one number | the learning rate of this call |
| $\mathbf{g}$ | `gradient` | as the parameter | the slopes |

**On paper.** The slope is 1 everywhere, $\eta = 0.1$ and $\mu = 0.5$. The velocity is $-0.1$, then $0.5 \cdot (-0.1) - 0.1 = -0.15$, then $-0.175$, then $-0.1875$. It comes nearer and nearer to $-0.2$: there it loses half of itself, $0.1$, and gets $-0.1$ from the
slope.

![Bars for six steps on a steady slope. Each bar is the velocity: its dark part is what was kept of the velocity before, its light part the new push of -0.1. The bars grow from -0.1 towards a dashed line at -0.2.](../../../img/gradient-descent-velocity.png)

**Predict.** The same steady slope of 1 and $\eta = 0.1$, but $\mu = 0.9$. Which velocity does the ball come near after many steps? Mind the sign; two decimals count.
"""

# %% predict="predict_descent_velocity"
predict_descent_velocity = -1.0

# %% check="predict_descent_velocity"
check("predict_descent_velocity", predict_descent_velocity)

# %% [markdown]
r"""
### Exercise: `SGD`

An **optimizer** is the part of training that takes the steps. It is a class, because it has something to keep. `step` gets two lists: the parameters, and their gradients in the same order. It changes the parameters **in place**, since these arrays belong to the layers: `w += ...` or
`w[:] = ...`. A line `w = w + ...` would make a new array that no layer knows of. The gradients are left alone.

The call number $k$, from 0, uses the rate $\eta / (1 + d\,k)$ for all parameters. Write that formula out once more, or call your `decayed_lr`.

SGD stands for *stochastic gradient descent*; stochastic is the noise of the batches.

<details><summary>A nudge</summary>

What must still be there when `step` is called a second time? There are two such things: a number, and one array for every parameter.

</details>
<details><summary>The idea</summary>

In `__init__` keep the three settings, a count of calls that starts at 0, and a place for the velocities. You do not know the shapes yet, so make the velocities, zeros shaped as the parameters, at the first call of `step`. In each call work out the rate once, then go through parameters,
gradients and velocities side by side.

</details>
<details><summary>Nearly the code</summary>

`np.zeros_like(w)` makes a velocity for `w`. `enumerate` counts along, so `for i, (w, g) in enumerate(zip(parameters, gradients))` gives the place `i` with each pair. In that loop give `self.velocities[i]` its new value by the first formula of this section, and add it to `w` with `+=`. After the loop, once, the count of calls grows by 1.

</details>
"""


# %% answer="SGD"
class SGD:
    """Stochastic gradient descent with momentum and decay.

    lr, decay, momentum: numbers.

    >>> w = np.array([1.0, 2.0])
    >>> SGD(lr=0.1).step([w], [np.array([5.0, -5.0])])
    >>> w
    array([0.5, 2.5])
    """

    def __init__(self, lr=0.01, decay=0.0, momentum=0.0):
        ### BEGIN SOLUTION
        self.lr, self.decay, self.momentum = lr, decay, momentum
        self.calls = 0
        self.velocities = None
        ### END SOLUTION

    def step(self, parameters, gradients):
        """Change every parameter in place.

        parameters, gradients: lists of arrays; the i-th
        gradient is shaped as the i-th parameter.
        Returns nothing.
        """
        ### BEGIN SOLUTION
        if self.velocities is None:
            self.velocities = [np.zeros_like(w) for w in parameters]
        rate = self.lr / (1 + self.decay * self.calls)
        for i, (w, g) in enumerate(zip(parameters, gradients, strict=True)):
            self.velocities[i] = self.momentum * self.velocities[i] - rate * g
            w += self.velocities[i]
        self.calls += 1
        ### END SOLUTION


# %% check="SGD"
check("SGD", SGD)

# %% [markdown]
r"""
Your `SGD` in a ravine, 40 steps. Which momentum brings the ball lowest? Below 0.6 it is lazy. What goes wrong near 1?
"""

# %% tags=["raises-exception"]
play(
    lambda momentum: plots.ball(SGD, momentum),
    alt="Forty steps: momentum {momentum}, and none.",
    momentum=(0.0, 0.98, 0.02, 0.8),
)
show(plots.ball(SGD, 0.8), alt=plots.BALL)

# %% [markdown]
r"""
With this small rate the plain walker does not swing at all: it drops to the bottom of the ravine and creeps along it. The ball does swing, because it carries its velocity across. But each swing is smaller than the last, since it keeps only a part of its velocity. What it wins, it wins along the ravine. Near 1 it keeps too much:
the swings hardly get smaller, and it runs past the lowest point.

## 5. A scale for every weight

One learning rate for all weights is a compromise. Where slopes are a hundred times smaller, steps are a hundred times smaller too. So measure how large the slopes of each weight usually are, and divide by that.

**AdaGrad** adds up the squares of all slopes so far in a **cache**, one entry for every entry of the parameter, and divides by its root:

$$ \mathbf{c}_{\text{new}} = \mathbf{c} + \mathbf{g}^2 \qquad\qquad \mathbf{w}_{\text{new}} = \mathbf{w} - \frac{\eta \, \mathbf{g}}{\sqrt{\mathbf{c}_{\text{new}}} + \varepsilon} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{c}$ | yours to name | as the parameter | the cache, 0 at the start; every parameter has its own |
| $\mathbf{g}^2$ | `g**2` | as the parameter | each slope squared, so never negative |
| $\varepsilon$ (*epsilon*) | `eps` | one number | a tiny number, so that nothing is divided by 0 |

**On paper.** With $\eta = 0.4$ and $\varepsilon$ too small to matter, a weight has the slopes 3, then 4. The cache is 9, then $9 + 16 = 25$; its root is 3, then 5. The steps are $-0.4 \cdot 3 / 3 = -0.4$, then $-0.4 \cdot 4 / 5 = -0.32$.

**Predict.** Two fresh weights, with $\eta = 0.4$ again. The first has a slope of 100, the second one of 0.1. How long is the first step of the second weight? Two decimals count.
"""

# %% predict="predict_descent_scale"
predict_descent_scale = 0.4

# %% check="predict_descent_scale"
check("predict_descent_scale", predict_descent_scale)

# %% [markdown]
r"""
Both move by 0.4: on the first step only the sign of the slope is left.

### Exercise: `AdaGrad`

The frame is given. Two lines are yours: what becomes of the cache, and what becomes of `w`.

<details><summary>A nudge</summary>

The two formulas above, in their order: the cache grows first, and the step uses the new one.

</details>
<details><summary>The idea</summary>

Both arrays change in place. `cache` takes in the square of `g`. `w` loses `lr` times `g`, divided by a root to which `eps` is added.

</details>
<details><summary>Nearly the code</summary>

`cache += ...` and `w -= ...`. The root is `np.sqrt(cache)`; `eps` comes after the root, and brackets hold the two together under the line. Write the square as a new array, `g**2`: `g **= 2` would change the gradient that you were given.

</details>
"""


# %% answer="AdaGrad"
class AdaGrad:
    """Steps divided by the root of the summed squares.

    lr, eps: numbers. Each entry of each parameter has its
    own sum: of the squares of all its slopes so far.

    >>> w = np.array([1.0, 1.0])
    >>> g = np.array([100.0, -0.1])
    >>> AdaGrad(lr=0.4).step([w], [g])
    >>> w.round(3)
    array([0.6, 1.4])
    """

    def __init__(self, lr=0.01, eps=1e-8):
        self.lr, self.eps = lr, eps
        self.caches = None

    def step(self, parameters, gradients):
        """Change every parameter in place, as in SGD."""
        if self.caches is None:
            zeros = [np.zeros_like(w) for w in parameters]
            self.caches = zeros
        for i, w in enumerate(parameters):
            g, cache = gradients[i], self.caches[i]
            ### BEGIN SOLUTION
            cache += g**2
            w -= self.lr * g / (np.sqrt(cache) + self.eps)
            ### END SOLUTION


# %% check="AdaGrad"
check("AdaGrad", AdaGrad)

# %% [markdown]
r"""
### One that forgets

AdaGrad's cache can only grow, so the same slope makes a shorter and shorter step. After many steps it hardly moves. **RMSProp** lets the cache forget: it keeps a share $\rho$ (*rho*, `rho`) of the old cache and takes in a share $1 - \rho$ of the new square. The cache is then a moving **mean** of
recent squares. The step is AdaGrad's.

$$ \mathbf{c}_{\text{new}} = \rho \, \mathbf{c} + (1 - \rho) \, \mathbf{g}^2 $$

**On paper.** With $\rho = 0.75$ and slopes 4, then 0: the cache is $0.25 \cdot 16 = 4$, then $0.75 \cdot 4 + 0.25 \cdot 0 = 3$. It has become smaller, which AdaGrad's never does.

### Exercise: `RMSProp`

The whole class, by yourself. It has three settings, and defaults as they stand in the stub. The cell after the check then lets your three optimizers walk on a slope that never changes, all with `lr` 0.1: how long is each step?

<details><summary>A nudge</summary>

How much of AdaGrad can stay as it is?

</details>
<details><summary>The idea</summary>

One setting more to keep, and one line that is different: the one that says what becomes of the cache.

</details>
<details><summary>Nearly the code</summary>

The new cache is two products with a plus between them. If you do it in place, shrink the old cache first (`*=`), then add. The two shares always make 1 together.

</details>
"""


# %% answer="RMSProp"
class RMSProp:
    """Steps divided by the root of a recent mean square.

    lr, rho, eps: numbers. step(parameters, gradients)
    changes the parameters in place, as in SGD.

    >>> w = np.array([1.0])
    >>> own = RMSProp(lr=0.5, rho=0.75, eps=0.5)
    >>> own.step([w], [np.array([4.0])])
    >>> w
    array([0.2])
    """

    def __init__(self, lr=0.01, rho=0.9, eps=1e-8):
        ### BEGIN SOLUTION
        self.lr, self.rho, self.eps = lr, rho, eps
        self.caches = None
        ### END SOLUTION

    def step(self, parameters, gradients):
        ### BEGIN SOLUTION
        if self.caches is None:
            self.caches = [np.zeros_like(w) for w in parameters]
        for w, g, cache in zip(parameters, gradients, self.caches, strict=True):
            cache *= self.rho
            cache += (1 - self.rho) * g**2
            w -= self.lr * g / (np.sqrt(cache) + self.eps)
        ### END SOLUTION


# %% check="RMSProp"
check("RMSProp", RMSProp)

# %% tags=["raises-exception"]
yours = (SGD, AdaGrad, RMSProp)
makers = {}
for one in yours:
    makers[one.__name__] = lambda one=one: one(lr=0.1)
show(plots.scales(makers), alt=plots.SCALES)

# %% [markdown]
r"""
SGD's step follows the slope, and is a hundred times shorter on the right. The other two do not see how large the slope is: left and right they go the same. AdaGrad's steps get shorter for ever, RMSProp's settle at `lr`. (RMSProp's first step is about three times too long, and the next ones are still too long, because its cache starts at 0. Lesson 09 is about that.)

### Back to the spiral

All four on the same network, the same 300 points, 1500 epochs of full batches. `train` with `lr` 0 works out the slopes, and the optimizer takes the step.
"""


# %% given="descent-with-optimizer"
def train_with(optimizer, layers, epochs):
    losses = []
    for _epoch in range(epochs):
        losses += train(layers, loss, X, y, 1, 0.0)
        first, _relu, last = layers
        parameters, gradients = [], []
        for one in (first, last):
            parameters += [one.weights, one.biases]
            gradients += [one.dweights, one.dbiases]
        optimizer.step(parameters, gradients)
    return losses


# %% tags=["raises-exception"]
four = {
    "SGD": SGD(lr=1.0),
    "momentum 0.9": SGD(lr=1.0, decay=0.001, momentum=0.9),
    "AdaGrad": AdaGrad(lr=0.1),
    "RMSProp": RMSProp(lr=0.02, rho=0.99),
}
curves, trained = {}, {}
for name, optimizer in four.items():
    layers = trained[name] = network(64, seed=1)
    curves[name] = train_with(optimizer, layers, 1500)
best = trained["momentum 0.9"]
right = accuracy(scores_of(best, X), y)
print("with momentum, over 3 of 4 are right:", right > 0.75)
show(plots.learned(curves, best, X, y), alt=plots.LEARNED)

# %% [markdown]
r"""
The network, the data and the number of steps are the same. What differs is how a slope becomes a step. The order is that of this task and these rates, not a law: plain SGD is held back by its rate, too, and with 2 in place of 1 it ends about where AdaGrad does. It takes momentum to get below 0.3. The curve with momentum jumps here and there: a rate of 1 is daring for a ball, and its `decay` of 0.001 calms it. In
the next lesson *Adam* joins a momentum and a scale into one.

No optimizer can get all 300 right, by the way. Each arm starts at the centre, so three points lie at $(0, 0)$, one of each class.

## Find the bug

A friend takes a step for both parameters of a layer. The friend's test is below, and it passes: the weights become 0.9, and the biases $0.45$ and $-0.18$, as they should.
"""


# %% given="descent-bug"
def step_of_a_friend(weights, biases, dweights, dbiases, lr):
    weights = weights - lr * dweights
    biases = biases - lr * biases
    return weights, biases


ones, b = np.ones((1, 2)), np.array([[0.5, -0.2]])
print(step_of_a_friend(ones, b, ones, b, 0.1))

# %% [markdown]
r"""
**Predict.** The friend now trains a network of fresh `Dense` layers, whose biases start at 0. What happens?

- **A** the biases stay at 0 for ever, and the weights learn
- **B** the loss becomes `nan` after a few steps
- **C** the biases grow without end
- **D** nothing learns at all: the weights do not move either

Answer with a letter, such as `"B"`.
"""

# %% predict="predict_descent_bug"
predict_descent_bug = "A"

# %% check="predict_descent_bug"
check("predict_descent_bug", predict_descent_bug)

# %% [markdown]
r"""
### Exercise (x): `repair_biases`

The test of the friend had the biases and their slopes equal, and no test with equal inputs can tell one from the other. Repair the function. (An extra, two minutes.)

<details><summary>A nudge</summary>

Which of the five inputs is never used?

</details>
<details><summary>The idea</summary>

Compare the two lines. What the weights lose is their slope times `lr`. What do the biases lose?

</details>
<details><summary>Nearly the code</summary>

One letter is missing in one of the two lines.

</details>
"""


# %% answer="repair_biases"
def repair_biases(weights, biases, dweights, dbiases, lr):
    """The friend's step, repaired.

    weights, dweights: arrays (n_inputs, n_neurons).
    biases, dbiases: arrays (1, n_neurons).
    lr: a number. The four arrays are left as they were.
    Returns two new arrays: weights, biases after the step.

    >>> one = np.ones((1, 1))
    >>> repair_biases(2 * one, 4 * one, one, -3 * one, 0.5)
    (array([[1.5]]), array([[5.5]]))
    """
    ### BEGIN SOLUTION
    weights = weights - lr * dweights
    biases = biases - lr * dbiases
    return weights, biases
    ### END SOLUTION


# %% check="repair_biases"
check("repair_biases", repair_biases)

# %% [markdown]
r"""
## Play

**A race.** Your four optimizers start at the cross and look for a star, on three surfaces:

- 0: **a ravine**, thirty times steeper across than along
- 1: **Beale's function**, a flat valley between steep walls; it has been used to test such methods since 1958
- 2: **a saddle**, where the ground is level between two valleys, and it is not the bottom; each valley has a star, and the upper one is soon hidden by those who reach it

Each has a learning rate that suits it on that surface; `faster` multiplies all of them. Move the steps slowly and watch who turns first. Then find out:

- On the ravine: from which `faster` on does plain SGD fly off, and why is it the first?
- On the saddle: who waits longest at the level place, and who hardly notices it?
- On the ravine after 150 steps: who is near the star and never comes to rest? What in this lesson would help?

The ball keeps 0.8 of its velocity. Under the sliders stands a still picture of all three after 50 steps.
"""

# %% tags=["raises-exception"]
play(
    lambda surface, **at: plots.race(yours, [surface], **at),
    alt="Surface {surface}, {steps} steps, lr times {faster}.",
    surface=(0, 2, 1, 0),
    steps=(0, 150, 1, 50),
    faster=(0.25, 1.5, 0.05, 1.0),
)
show(plots.race(yours), alt=plots.RACE)

# %% [markdown] task="descent-words" points=3
r"""
## In your own words

In a long and narrow ravine plain gradient descent is slow. Why does a larger learning rate not help, and why does momentum? Explain it to somebody who knows what a slope is. Three to six sentences.

### BEGIN MARK SCHEME
One point each:

1. The larger rate: the steep direction across the ravine limits it. Beyond a bound each step lands higher on the other wall, and the path leaves the ravine (or: in the example the step multiplies
   the distance across by 1 - 30 lr, which is beyond -1 from lr = 1/15 on).
2. Momentum across: the slope changes its sign from side to side, so the pushes cancel (or are damped).
3. Momentum along: the small slopes all point the same way, so they add up, to up to 1 / (1 - momentum) times a plain step.

"A ball is faster" without the difference between the two directions earns one point at most.
### END MARK SCHEME
"""

# %% [markdown] words="descent-words"
r"""
The ravine is steep across and almost flat along. The learning rate has to suit the steep direction: with a larger one, every step across lands higher on the other wall than where it came from, and the path leaves the ravine. But for the flat direction that rate is far too small, so the walker creeps. A ball with
momentum adds up the slopes that it meets. Across the ravine they change their sign at every turn and cancel. Along the ravine they all point the same way, so the ball gets faster, up to ten times a plain step with momentum 0.9.
"""

# %% [markdown]
r"""
## What you built

| piece | takes | gives |
|---|---|---|
| `gradient_step` | an array of any shape, its gradient, `lr` | a new array of that shape |
| `train` | layers, loss, `X` (N, n), `y` (N,), epochs, `lr` | a list of losses; the layers have learned |
| `decayed_lr` | `lr`, `decay`, the step from 0 | a number |
| `SGD`, `AdaGrad`, `RMSProp` | two lists of arrays, each call | nothing; the parameters have moved in place |
| `repair_biases` (x) | weights, biases, their slopes, `lr` | both after the step |

**Common mistakes**

- The sign: the gradient points uphill.
- `w = w - step` where the array belongs to a layer: a new array is made, and the layer never sees it.
- `b -= lr * b`: the biases forget their slopes. A test in which both are equal does not show it.
- State that is lost or shared: every parameter needs its own velocity or cache, from call to call.
- Counting: the first step uses the rate in full.

**Words for the glossary**

| word | meaning |
|---|---|
| gradient | all slopes of the loss together; it points uphill |
| learning rate | how much of the slope becomes a step |
| epoch | one pass over all of the data |
| mini-batch | a few samples that stand for all in one step |
| stochastic | with chance in it, here through the choice of the batch |
| momentum | the share of the velocity that is kept |
| optimizer | the part of training that turns slopes into steps |

**What the big libraries call it**

| here | elsewhere |
|---|---|
| `SGD` | PyTorch: `torch.optim.SGD`. Keras: `optimizers.SGD`. scikit-learn: `MLPClassifier(solver="sgd")` |
| `decay` | PyTorch: `lr_scheduler.LambdaLR`. Keras: `schedules.InverseTimeDecay`. scikit-learn has `learning_rate="invscaling"`, which is near it |
| `AdaGrad` | PyTorch: `torch.optim.Adagrad`. Keras: `optimizers.Adagrad` |
| `RMSProp` | PyTorch: `torch.optim.RMSprop`, where rho is called `alpha`. Keras: `optimizers.RMSprop` |

They differ in details. PyTorch keeps the learning rate outside the velocity, $\mathbf{v} = \mu \mathbf{v} + \mathbf{g}$ and $\mathbf{w} = \mathbf{w} - \eta \mathbf{v}$: the same path as long as the rate is constant. Keras has the velocity as you do. Keras adds $\varepsilon$ under the root in AdaGrad and RMSProp, and
AdaGrad's cache starts at 0.1 there; PyTorch adds $\varepsilon$ outside and starts from 0, as you did.

**Sources**

- A. Cauchy (1847), *Méthode générale pour la résolution des systèmes d'équations simultanées*, Comptes rendus 25, 536-538: the first gradient descent.
- H. Robbins and S. Monro (1951), *A stochastic approximation method*, Annals of Mathematical Statistics 22, 400-407: why noisy steps arrive, if the rate falls, but not too fast.
- B. T. Polyak (1964), *Some methods of speeding up the convergence of iteration methods*, USSR Computational Mathematics and Mathematical Physics 4(5), 1-17: momentum.
- J. Duchi, E. Hazan and Y. Singer (2011), *Adaptive subgradient methods for online learning and stochastic optimization*, Journal of Machine Learning Research 12, 2121-2159: AdaGrad.
- T. Tieleman and G. Hinton (2012), *Lecture 6.5: RMSProp*, Coursera.
- E. M. L. Beale (1958), *On an iterative method for finding a local minimum of a function of more than one variable*, Princeton. The race follows animations by A. Radford (2014).
- H. Kinsley and D. Kukieła (2020), *Neural Networks from Scratch in Python*, chapter 10: the spiral and these optimizers.

## Extras

One more, if you like. Nothing later needs it.

### Exercise (x): `rate_order`

A sweep over learning rates, by doubling: go on as long as twice the rate does better. Put the lines in order.

<details><summary>Open the exercise</summary>

<br>

```python
def find_rate(lr, loss_after):
A        lr = 2 * lr
B    return lr
C    while loss_after(2 * lr) < best:
D        best = loss_after(lr)
E    best = loss_after(lr)
```

<br>

`loss_after(lr)` trains a fresh network with that rate and returns its last loss. The `def` line comes first; each of the other lines comes once, indented as it stands there. Your function returns their letters, in order, as text. With the losses 1.0, 0.6, 0.8
for the rates 0.01, 0.02, 0.04 the answer should be 0.02.

</details>
<details><summary>A nudge</summary>

Two lines look alike and differ in how far they are indented. Which one happens once, and which one again and again?

</details>
<details><summary>The idea</summary>

`best` has to be known before the loop asks for it. Inside the loop `lr` and `best` change together, so that `best` is always the loss of the `lr` that you stand at.

</details>
<details><summary>Nearly the code</summary>

One line before the `while`, two inside it, one after it. For the two inside, ask: whose loss should `best` be, that of the rate before the doubling or after it?

</details>
"""


# %% answer="rate_order"
def rate_order():
    """The letters A to E in an order that works.

    Takes nothing.
    Returns text, such as "A B C D E".
    """
    ### BEGIN SOLUTION
    return "E C A D B"
    ### END SOLUTION


# %% check="rate_order"
check("rate_order", rate_order)

# %%
progress()
