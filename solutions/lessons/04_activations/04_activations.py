# %% [markdown]
r"""
# 04 Activations: where the bends come from

So far a network of yours can only draw straight lines. In this lesson you give it bends, and you teach its last layer to say how sure it is.

**You will be able to**

- show that two layers with nothing between them are one layer;
- write the step, the sigmoid and ReLU, and say what each does to a number and to a small change of it;
- turn a row of scores into shares of confidence, without trouble from large numbers.

**You need** lessons 00 to 03: shapes, broadcasting with `keepdims`, and the `Dense` layer. No calculus: a slope is explained when it comes.

**Time** 75 to 90 minutes for the core. Five extra exercises wait at the end.

![Six curves, each with its slope as a dashed line. The step jumps from 0 to 1 and its slope is 0. The linear function has slope 1 everywhere. The sigmoid rises from 0 to 1 and its slope is a low hill. The hyperbolic tangent rises from -1 to 1 and its slope is a higher hill. ReLU is 0 on the left and rises on the right, with slopes 0 and 1. Leaky ReLU falls gently to the left, with slopes 0.1 and 1.](../../../img/activations-gallery.png)
"""

# %%
import numpy as np

from neuronlab import check, mine, play, progress, show
from neuronlab.plots import activations as plots

# %% [markdown]
r"""
## Remember

Three quick questions on lessons 02 and 03. Answer all three from memory, in place of `None`, then run the check below them. It stops at the first one that is not
right yet.

1. A batch `X` has the shape `(5, 4)`. It goes through `Dense(4, 3, rng)`. What shape comes out? Write it as `(rows, columns)`.
2. What shape do the biases of that layer have?
3. A network has the layer sizes `[4, 3, 2]`. How many numbers does it learn, weights and biases together?
"""

# %% predict="remember_batch_through_dense"
remember_batch_through_dense = (5, 3)

# %% predict="remember_biases_of_dense"
remember_biases_of_dense = (1, 3)

# %% predict="remember_parameters_4_3_2"
remember_parameters_4_3_2 = 23

# %% check="remember_parameters_4_3_2"
check("remember_batch_through_dense", remember_batch_through_dense)
check("remember_biases_of_dense", remember_biases_of_dense)
check("remember_parameters_4_3_2", remember_parameters_4_3_2)

# %% [markdown]
r"""
## What you bring along

The `Dense` layer of lesson 03. If you have written your own, yours is used.
"""


# %% given="activations-pieces"
class Dense:
    def __init__(self, n_inputs, n_neurons, rng):
        normal = rng.standard_normal((n_inputs, n_neurons))
        self.weights = 0.01 * normal
        self.biases = np.zeros((1, n_neurons))

    def forward(self, inputs):
        return inputs @ self.weights + self.biases


Dense = mine("Dense", otherwise=Dense)

# %% [markdown]
r"""
## 1. Two layers that are one

A layer with one input and one neuron is a straight line: $f(x) = 2x + 1$ is a weight of 2 and a bias of 1. Put a second line behind it,
$g(x) = 3x - 4$, and feed it what the first one gives:

$$ g(f(x)) = 3\,(2x + 1) - 4 = 6x + 3 - 4 = 6x - 1 $$

Two lines, one after the other, are one line. Nothing was gained: a single neuron with weight 6 and bias -1 does the same.

**Predict.** Now $f(x) = 2x + 1$ goes into $g(x) = -3x + 5$. Which line is it? Write `(weight, bias)`.
"""

# %% predict="predict_two_lines"
predict_two_lines = (-6, 2)

# %% check="predict_two_lines"
check("predict_two_lines", predict_two_lines)

# %% [markdown]
r"""
Does it help to take more layers, and wider ones? The next cell builds three networks of `Dense` layers, with one input, one output and random weights, eight neurons wide in between. Each output is moved up or down so that its mean is 0; otherwise they would not fit into one picture.

The first picture stands still, the second follows the sliders. Move `layers`. Move `seed` for other weights. Can you find a curve?
"""

# %%
show(
    plots.draw_depth(Dense, layers=3, seed=0),
    alt="The outputs of three networks of three layers against their input: straight lines.",
)
play(
    lambda layers, seed: plots.draw_depth(Dense, layers, seed),
    alt="The outputs of three networks of {layers} layers: straight lines.",
    layers=(1, 10, 1, 2),
    seed=(0, 50, 1, 0),
)

# %% [markdown]
r"""
Move `layers` to 10: that is $8 + 8 \cdot 64 + 8 = 528$ weights, and still a straight line. Here is why, with matrices. The first layer makes $\mathbf{H}$, the second makes
$\mathbf{Y}$ of it. With $n$ inputs, $h$ hidden neurons and $m$ outputs:

$$ \mathbf{H} = \mathbf{X}\mathbf{W}_1 + \mathbf{b}_1 $$

$$ \mathbf{Y} = \mathbf{H}\mathbf{W}_2 + \mathbf{b}_2 = (\mathbf{X}\mathbf{W}_1 + \mathbf{b}_1)\,\mathbf{W}_2 + \mathbf{b}_2 $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{X}$ | `X` | $(N, n)$ | the batch, one row a sample |
| $\mathbf{W}_1$ | `W1` | $(n, h)$ | weights of the first layer |
| $\mathbf{b}_1$ | `b1` | $(1, h)$ | its biases |
| $\mathbf{H}$ | `H` | $(N, h)$ | what the first layer gives |
| $\mathbf{W}_2$ | `W2` | $(h, m)$ | weights of the second layer |
| $\mathbf{b}_2$ | `b2` | $(1, m)$ | its biases |
| $\mathbf{Y}$ | `Y` | $(N, m)$ | what the second layer gives |

![Two boxes in a row: X of shape (N, 3) goes through a first layer with weights (3, 5) and biases (1, 5), becomes H of shape (N, 5), goes through a second layer with weights (5, 2) and biases (1, 2) and becomes Y of shape (N, 2). Below, a single box with weights (3, 2) and biases (1, 2) makes the same Y of X.](../../../img/activations-collapse.png)

**On paper.** One input, two hidden neurons, one output:

- first layer: weights 2 and -1, biases 1 and 0, so the hidden neurons give $2x + 1$ and $-x$
- second layer: weights 3 and 4, bias 5

$$ y = 3\,(2x + 1) + 4\,(-x) + 5 = 6x + 3 - 4x + 5 = 2x + 8 $$

One neuron with weight 2 and bias 8. Look where they come from: the weight is $2 \cdot 3 + (-1) \cdot 4$, and the bias is $1 \cdot 3 + 0 \cdot 4 + 5$. The first layer's
bias went through the second layer like everything else.

With matrices brackets multiply out as with numbers, as long as the factors keep their order: what stands on the right stays on the right.

### Exercise: `collapse`

Find the one layer that does the work of two. If you can, then no number of layers helps as long as nothing stands between them. Below the check you will see both drawn: two layers with four neurons
between them, and the one layer that you made of them.

<details><summary>A nudge</summary>

Multiply out the brackets of the formula above. Which part still holds `X`, and which does not?
</details>
<details><summary>The idea</summary>

What multiplies `X` is the new matrix of weights. Everything without `X` is the new row of biases. Check the shapes: the weights
must have the shape $(n, m)$, the biases $(1, m)$.
</details>
<details><summary>Nearly the code</summary>

Two products with `@` and one sum. The second layer's weights stand on the right in both products: once
behind the first layer's weights, once behind the first layer's biases.
</details>
"""


# %% answer="collapse"
def collapse(W1, b1, W2, b2):
    """One Dense layer that is equal to two.

    W1 (n_inputs, n_hidden) and b1 (1, n_hidden): arrays.
    W2 (n_hidden, n_outputs) and b2 (1, n_outputs): arrays.
    Returns W, array (n_inputs, n_outputs),
    and b, array (1, n_outputs).

    >>> W1, b1 = np.array([[2.0, -1]]), np.array([[1.0, 0]])
    >>> W2, b2 = np.array([[3.0], [4.0]]), np.array([[5.0]])
    >>> collapse(W1, b1, W2, b2)
    (array([[2.]]), array([[8.]]))
    """
    ### BEGIN SOLUTION
    W = W1 @ W2
    b = b1 @ W2 + b2
    ### END SOLUTION
    return W, b


# %% check="collapse"
check("collapse", collapse)

# %% tags=["raises-exception"]
show(
    plots.draw_collapsed(Dense, collapse),
    alt="Four thin grey lines for the hidden neurons. The output of both layers, drawn as "
    "circles, is a straight line, and the line of the one layer runs through all circles.",
)

# %% [markdown]
r"""
## 2. Bends

So something must stand between two layers that is **not** a straight line. It is called an **activation** and works on each number by itself: an array of
any shape goes in, an array of the same shape comes out.

The oldest one you know from lesson 01. A neuron fires, or it does not:

$$ \text{step}(x) = \begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $x$ | `x` | any | what a layer gives, one number for each sample and neuron |

**On paper.** $-2$ becomes 0, $0.1$ becomes 1, and $3$ and $300\,000$ both become 1. The step says *whether*, never *how much*. It is also called the Heaviside
function, and books differ about its value at 0. In this course it is 0.

### Exercise: `heaviside`

One line is there. It asks every number of `x` whether it is above zero. What is still missing?

<details><summary>A nudge</summary>

Print `np.array([-2.0, 3.0]) > 0` in a cell of your own. What kind of values is that?
</details>
<details><summary>The idea</summary>

`True` and `False` are not floating-point numbers. A layer that comes next needs `1.0` and `0.0`.
</details>
<details><summary>Nearly the code</summary>

Arrays have a method `astype` that makes an array of another type. Ask for `float`.
</details>
"""


# %% answer="heaviside"
def heaviside(x):
    """The step: 1.0 where x is above 0, else 0.0.

    x: float array of any shape.
    Returns a float array of the same shape.

    >>> heaviside(np.array([-2.0, 0.0, 3.0]))
    array([0., 0., 1.])
    """
    fires = x > 0
    ### BEGIN SOLUTION
    return fires.astype(float)
    ### END SOLUTION


# %% check="heaviside"
check("heaviside", heaviside)

# %% [markdown]
r"""
### The step, softened

A network learns by small changes: turn a weight a little, see whether the answer gets a little better. With a step a little change does nothing at
all, until suddenly it changes everything. The **sigmoid** is a step with a soft edge:

$$ \sigma(x) = \frac{1}{1 + e^{-x}} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $x$ | `x` | any | what a layer gives |
| $e$ | `np.exp(1)` | number | 2.718..., the base of the exponential |
| $e^{-x}$ | `np.exp(-x)` | as `x` | the exponential of $-x$ |
| $\sigma(x)$ | `sigmoid(x)` | as `x` | a number between 0 and 1 |

**Powers of e.** $e^x$, read *e to the x*, is for whole numbers $e$ multiplied by itself: $e^2 = e \cdot e = 7.389$. A minus in the exponent means *one divided by*: $e^{-2} = 1 / 7.389 = 0.135$. And $e^0 = 1$. Between whole
numbers the curve runs on smoothly; `np.exp` knows all of it. Two facts are enough for this course: $e^x$ is always above 0, and $e^{a + b} = e^a \cdot e^b$.

**On paper.** At $x = 0$ the exponential is 1, so $\sigma(0) = 1 / (1 + 1) = 0.5$. At $x = 2$ it is 0.135, so $\sigma(2) = 1 / 1.135 = 0.881$. The curve is symmetric about
its middle: $\sigma(-2) = 0.119$ is as far above 0 as $\sigma(2)$ is below 1.

There is one trap. The largest float is about $1.8 \cdot 10^{308}$, and $e^{710}$ is more than that: `np.exp(710.0)` is `inf`, infinity, and NumPy warns.
Small results are no trouble: $e^{-1000}$ is so near to 0 that the float 0.0 serves as well. Trouble comes only from **large positive exponents**.

### Exercise: `sigmoid`

Any shape, and quiet at 1000 and at -1000: NumPy must not warn. Begin with the plain formula if you like. The check will show you where it is loud.

<details><summary>A nudge</summary>

In the formula the exponent is $-x$. For which $x$ is that a large positive number?
</details>
<details><summary>The idea</summary>

Multiply above and below the line by $e^x$: the same sigmoid is also $e^x / (1 + e^x)$, and there the exponent is $x$. One formula is safe on the right of zero, the other
on the left. Or: first take an exponent that is never positive, whatever the sign of $x$.
</details>
<details><summary>Nearly the code</summary>

The power of $e$ with the exponent `-np.abs(x)` is safe everywhere. Call it $p$: on the right the sigmoid is $1 / (1 + p)$, on the left $p / (1 + p)$.
`np.where(condition, one, other)` picks for each entry.
</details>
"""


# %% answer="sigmoid"
def sigmoid(x):
    """Squeezes every number between 0 and 1.

    x: float array of any shape.
    Returns an array of the same shape.
    Quiet, also at 1000 and -1000.

    >>> sigmoid(np.array([-2.0, 0.0, 2.0])).round(3)
    array([0.119, 0.5  , 0.881])
    """
    ### BEGIN SOLUTION
    power = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, power) / (1.0 + power)
    ### END SOLUTION


# %% check="sigmoid"
check("sigmoid", sigmoid)

# %% [markdown]
r"""
### ReLU: the cheapest bend

It is hard to bend a line with less effort than this: keep what is above zero, and make the rest zero. The name is short for *rectified linear unit*.

$$ \text{relu}(x) = \max(0, x) $$

**On paper.** $-2$ becomes 0, $0$ stays 0, $3.5$ stays 3.5. Unlike the step, it says how much. Unlike the sigmoid, it needs no exponential and has no upper end.

**Predict.** Take two ReLUs, the second one moved to the right: $\text{relu}(x) - \text{relu}(x - 1)$. What is that at $x = 5$?
"""

# %% predict="predict_ramp"
predict_ramp = 1

# %% check="predict_ramp"
check("predict_ramp", predict_ramp)

# %% [markdown]
r"""
### Exercise: `relu`

For years this was the usual bend inside networks, and it is still a good first choice. It takes you one line.

Below its check you will see what it does: first the pair of ReLUs of the prediction, then the three networks of step 1 again, with the same layers and your `relu`
between them. Nothing else has changed.

<details><summary>A nudge</summary>

For every entry: which is larger, the entry or 0?
</details>
<details><summary>The idea</summary>

NumPy compares entry by entry with a function that takes both. It is not the one that finds the largest entry of a single array.
</details>
<details><summary>Nearly the code</summary>

Look up `np.maximum`. It takes an array and a number, and makes a new array.
</details>
"""


# %% answer="relu"
def relu(x):
    """Keeps what is above 0 and makes the rest 0.

    x: float array of any shape.
    Returns a new array of the same shape.

    >>> relu(np.array([-2.0, 0.0, 3.5]))
    array([0. , 0. , 3.5])
    """
    ### BEGIN SOLUTION
    return np.maximum(x, 0.0)
    ### END SOLUTION


# %% check="relu"
check("relu", relu)

# %% tags=["raises-exception"]
show(
    plots.draw_ramp(relu),
    alt="Two dashed lines leave zero at 0 and at 1. Their difference rises from 0 to 1 and stays.",
)
show(
    plots.draw_depth(Dense, layers=3, seed=0, bend=relu),
    alt="Three networks of three layers with ReLU between them: lines with several bends.",
)
play(
    lambda layers, seed: plots.draw_depth(Dense, layers, seed, bend=relu),
    alt="The outputs of three networks of {layers} layers with ReLU between them.",
    layers=(1, 10, 1, 2),
    seed=(0, 50, 1, 0),
)

# %% [markdown]
r"""
## 3. What gets through: slopes

Learning works with nudges, so we ask each curve: if I push $x$ up by a little, how much does the height move? The height's move divided by $x$'s move is the **slope**.

**On paper.** The sigmoid at 0 is 0.5. At 0.001 it is 0.50025. It moved by 0.00025, a quarter of the nudge: the slope at 0 is 0.25.
Far out, at 10, the same nudge moves it by 0.000000045. Practically nothing gets through. The sigmoid is **saturated** there.

![A sigmoid with a step of 1 to the right at two places. From 0 to 1 the curve goes up by 0.231, from 4 to 5 by 0.011.](../../../img/activations-slope.png)

For the sigmoid there is a formula that needs only the height of the curve:

$$ \sigma'(x) = \sigma(x)\,\bigl(1 - \sigma(x)\bigr) $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\sigma(x)$ | `sigmoid(x)` | as `x` | height of the curve at $x$ |
| $\sigma'(x)$ | `sigmoid_slope(x)` | as `x` | read *sigma prime*: the slope at $x$, at most 0.25 |

At 0 it gives $0.5 \cdot 0.5 = 0.25$, and at 2 it gives $0.881 \cdot 0.119 = 0.105$. Take the formula as given for now. In lesson 06 you learn to measure slopes; with that you can test it yourself.

### Exercise: `sigmoid_slope`

Write it as a function: places go in, slopes come out.

<details><summary>A nudge</summary>

The formula speaks of heights, and you are given places. What turns a place into a height?
</details>
<details><summary>The idea</summary>

Ask your own `sigmoid` for the height once, and keep it under a name.
</details>
<details><summary>Nearly the code</summary>

Two lines: the height, then the height times one minus the height.
</details>
"""


# %% answer="sigmoid_slope"
def sigmoid_slope(x):
    """The slope of the sigmoid at x.

    x: float array of any shape, where on the curve.
    Returns an array of the same shape.
    Far out the slope is 0, on both sides.

    >>> sigmoid_slope(np.array([0.0, 2.0])).round(3)
    array([0.25 , 0.105])
    """
    ### BEGIN SOLUTION
    height = sigmoid(x)
    return height * (1.0 - height)
    ### END SOLUTION


# %% check="sigmoid_slope"
check("sigmoid_slope", sigmoid_slope)

# %% [markdown]
r"""
When layers follow each other, what gets through one is what reaches the next: slopes multiply. (The weights between the layers multiply the nudge, too. Here they are left out, to see what the activations alone do; lesson 10 looks at both.)

ReLU's slope is easy. On the right each nudge gets through whole, and on the left none does. At 0 there
is a corner: from the left the slope is 0, from the right it is 1. A choice must be made, and in this course it is 0.

ReLU has a weakness of its own. Where it is 0, its slope is 0, too. If that is so for **every** sample, no nudge gets through that neuron, and its own weights and bias stop learning: a **dying ReLU**. It wakes only if earlier layers change what it sees.

Two pictures follow your prediction. In the first, every mark on the left axis is a thousandth of the one above it: $10^0$ is 1, $10^{-3}$ is 0.001, $10^{-6}$ is 0.000001. In the second, six neurons look at the same 200 samples; only their biases differ.

**Predict.** A nudge of 1 passes four sigmoids. Each is at its very best, with slope 0.25. What is left of the nudge? Give four decimals.
"""

# %% predict="predict_four_sigmoids"
predict_four_sigmoids = 0.0039

# %% check="predict_four_sigmoids"
check("predict_four_sigmoids", predict_four_sigmoids)

# %% tags=["raises-exception"]
show(
    plots.draw_fading(sigmoid_slope),
    alt="What is left of a nudge of 1 after up to ten layers. With ReLUs that fire it stays 1. "
    "With sigmoids it falls to about a millionth at x = 0, and far lower at x = 2 and x = 4.",
)
X = np.random.default_rng(4).uniform(-1, 1, (200, 2))
layer = Dense(2, 6, np.random.default_rng(4))
layer.weights = np.ones((2, 6))
layer.biases = np.array([[1.0, 0.5, 0.0, -0.5, -1.0, -3.0]])
show(
    plots.draw_firing(relu, layer, X),
    alt="Six bars, one a neuron. The lower its bias, the fewer are the samples for which it fires; "
    "the neuron with bias -3 is silent for all.",
)

# %% [markdown]
r"""
After ten sigmoids at their best less than a millionth of the nudge is left, unless large weights make up for it, and large weights push a sigmoid out to where it is flat. So a change in a layer far from the end hardly moves the answer, and such a layer can
hardly learn. This is the main reason why sigmoids went out of fashion inside networks. And the step of lesson 01? Its slope is 0 everywhere except at the jump, where it has none. A network of steps cannot learn by nudges at all.

In the second picture the neuron with the bias $-3$ is silent: it gives 0 for all 200 samples. That is what a dead ReLU looks like. Leaky ReLU and ELU, among the extra exercises, let a little through on the left, so that such a neuron can come back.
"""

# %% [markdown]
r"""
## 4. From scores to shares

One activation is of another kind: it looks at a whole row. The last layer of a network that sorts things into classes gives one number for each class. Such a number is called a **score**, or *logit*. Scores can be negative, or large, and they add up to anything.

You would like to read them as **shares of confidence**: never negative, and one in total. **Softmax** needs two moves for it. The exponential makes everything positive, and a division makes
the total one:

$$ p_{ik} = \frac{e^{s_{ik}}}{\sum_{c=0}^{C-1} e^{s_{ic}}} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{S}$, entries $s_{ik}$ | `scores` | $(N, C)$ | one row a sample, one column a class |
| $\mathbf{P}$, entries $p_{ik}$ | `softmax(scores)` | $(N, C)$ | shares, each row sums to one |
| $\sum_{c=0}^{C-1}$ | a sum along axis 1 | $(N, 1)$ | over the $C$ classes of one sample |

Classes are counted from 0, as their columns are. Sample $i$ gives class $k$ the share $p_{ik}$; below the line $c$ goes through all classes.

**On paper.** One sample with the scores 0, 1 and 2: the exponentials are 1, 2.718 and 7.389. Their sum is 11.107. Divided by it they are 0.090, 0.245 and 0.665.

![Three bar charts. The scores 0, 1 and 2. Their exponentials 1.000, 2.718 and 7.389. The shares 0.090, 0.245 and 0.665.](../../../img/activations-softmax-steps.png)

**Predict.** The scores are now 100, 101 and 102. What is the largest share? Give three decimals. Before you calculate: $e^{100 + s} = e^{100} \cdot e^{s}$, so what happens to the factor $e^{100}$ in the fraction?
"""

# %% predict="predict_shifted"
predict_shifted = 0.665

# %% check="predict_shifted"
check("predict_shifted", predict_shifted)

# %% [markdown]
r"""
Whatever is added to all scores of a row stands above and below the line as the same factor, and cancels. Only the **distances** between scores count. That freedom is worth a lot: with scores of 1000 the plain formula
divides infinity by infinity, which is `nan`, not a number.

In a batch there are many rows, and each is a question of its own. What belongs to a row, such as its sum, is a column of shape $(N, 1)$: broadcasting then spreads each row's own number over that row.

![A batch of two rows and three columns. An orange arrow along the columns is axis 1, along the classes; a grey arrow down the rows is axis 0, the batch. To the right a column with the sum of the exponentials of each row, 30.193 and 153.850; it has the shape (N, 1).](../../../img/activations-softmax-rows.png)

### Exercise: `softmax`

A whole batch at once, and quiet for scores of any size.

<details><summary>A nudge</summary>

Your last prediction holds the key. You may add any number to all scores of a row. Which one makes every exponent harmless?
</details>
<details><summary>The idea</summary>

Take each row's largest score away from the row. Then the largest exponent is 0, and all others are negative. For the rows of the picture above the sums of the exponentials are then 1.503 and 1.037.
</details>
<details><summary>Nearly the code</summary>

Three steps: shift, exponential, division. Both `max` and `sum` take `axis` and
`keepdims`. You want one number for each row, and it should stay a column.
</details>
"""


# %% answer="softmax"
def softmax(scores):
    """Shares of confidence, row by row.

    scores: float array (N, C), numbers of any size.
    Returns an array (N, C) of numbers from 0 to 1.
    Each row sums to 1.
    Quiet, also at scores of 1000.

    >>> softmax(np.array([[4.8, 1.21, 2.385]])).round(3)
    array([[0.895, 0.025, 0.08 ]])
    """
    ### BEGIN SOLUTION
    shifted = scores - scores.max(axis=1, keepdims=True)
    powers = np.exp(shifted)
    return powers / powers.sum(axis=1, keepdims=True)
    ### END SOLUTION


# %% check="softmax"
check("softmax", softmax)

# %% tags=["raises-exception"]
with np.errstate(over="ignore", invalid="ignore"):
    powers = np.exp(np.array([1000.0, 1001.0, 1002.0]))
    print("exponentials:  ", powers)
    print("over their sum:", powers / powers.sum())
scores = [
    [4.8, 1.21, 2.385],
    [8.9, -1.81, 0.2],
    [1.41, 1.051, 0.026],
    [1000.0, 1001.0, 1002.0],
]
show(
    plots.draw_share_table(softmax, np.array(scores)),
    alt="Shares of four samples and three classes. Each row sums to 1.000; the columns sum to "
    "2.498, 0.628 and 0.874.",
)

# %% [markdown]
r"""
First what the plain formula makes of the scores 1000, 1001 and 1002: nothing at all. Then what yours makes of four samples, of which the last has these scores and the others come from a layer of lesson 03.

Read a row: for sample 2 the network leans to class 0, and is not sure. Then look at the sums. Rows are questions, so rows sum to one. Columns mix answers to different questions, so nothing makes their sums one. (They do say something: how much confidence each class gets from all samples together.)

### All pieces in order

A network with four inputs, eight hidden neurons and three classes has two `Dense` layers, `first` and `second`. Here are the four lines that lead from a batch `X` to shares, shuffled:

~~~text
A   values = second.forward(values)
B   values = first.forward(X)
C   values = softmax(values)
D   values = relu(values)
~~~

**Predict.** In which order do they stand? Write the four letters in quotes with spaces between, such as `"A B C D"`.
"""

# %% predict="predict_forward_order"
predict_forward_order = "B D A C"

# %% check="predict_forward_order"
check("predict_forward_order", predict_forward_order)

# %% [markdown]
r"""
## Find the bug

Five samples vote for three classes. Each sample has **one** vote and splits it among the classes, to each class its share, so there should be five votes in all.

Somebody wrote the cell below. Run it first: a draw, with three votes from five samples. Try other samples in a cell of your own if you like. It is always a draw.

**Predict.** What is wrong? Answer with a letter, such as `"A"`.

- **A** an exponential is too large for a float
- **B** the shares of each class sum to one over the samples, and not the shares of each sample over the classes
- **C** one largest score of the whole batch is taken away, which makes every share wrong
- **D** at the end the votes are added up along the wrong axis
"""


# %% given="activations-votes"
def class_votes(X, weights, biases):
    """The votes; each sample splits its one vote."""
    layer = Dense(*weights.shape, np.random.default_rng(0))
    layer.weights, layer.biases = weights, biases
    scores = layer.forward(X)
    powers = np.exp(scores - scores.max())
    shares = powers / powers.sum(axis=0)
    return shares.sum(axis=0)


X = np.array([[1.0, 0], [2, 1], [1, 1], [3, 0], [0, 2]])
W = np.array([[2.0, 0, 0], [0, 1, 0.5]])
votes = class_votes(X, W, np.zeros((1, 3)))
print("votes:", votes.round(3))
print("in all:", votes.sum().round(3))

# %% predict="predict_votes_bug"
predict_votes_bug = "B"

# %% check="predict_votes_bug"
check("predict_votes_bug", predict_votes_bug)

# %% [markdown]
r"""
### Exercise: `repair_votes`

Write it anew, with the fault mended. You may use what you have built.

<details><summary>A nudge</summary>

For each sum ask: what should be one in the end, and what does the sum run over?
</details>
<details><summary>The idea</summary>

Shares are made along the classes, axis 1. Votes are counted along the samples, axis 0. Only one of the two sums above is wrong.
</details>
<details><summary>Nearly the code</summary>

A function of yours turns scores into shares the right way. Layer, scores, that function, and the last line as it was.
</details>
"""


# %% answer="repair_votes"
def repair_votes(X, weights, biases):
    """How the votes fall: each sample splits its one vote.

    It splits it among the classes, to each class its share.
    X: array (N, n_inputs).
    weights (n_inputs, C) and biases (1, C): arrays, of the
    layer that gives the scores.
    Returns an array (C,) that sums to N.

    >>> X = np.array([[1.0], [2.0]])
    >>> W = np.array([[1.0, 0.0, -1.0]])
    >>> b = np.array([[0.0, 1.0, 0.0]])
    >>> repair_votes(X, W, b).round(3)
    array([1.19 , 0.734, 0.077])
    """
    ### BEGIN SOLUTION
    layer = Dense(*weights.shape, np.random.default_rng(0))
    layer.weights, layer.biases = weights, biases
    return softmax(layer.forward(X)).sum(axis=0)
    ### END SOLUTION


# %% check="repair_votes"
check("repair_votes", repair_votes)

# %% [markdown]
r"""
## Play

**The gallery.** Four curves, with height and slope at a place `x` that you move; the third, tanh, is a sigmoid that runs from -1 to 1. The dashed line has the slope that is measured with a nudge of 0.001. Where does each curve let a nudge through, and where not?
"""

# %% tags=["raises-exception"]
curves = {"heaviside": heaviside, "sigmoid": sigmoid}
curves |= {"tanh": np.tanh, "relu": relu}
show(
    plots.draw_gallery(curves, 1.1),
    alt="Step, sigmoid, hyperbolic tangent and ReLU with a point at x = 1.1 and a dashed line "
    "along the curve there. The slopes are 0, 0.187, 0.359 and 1.",
)
play(
    lambda x: plots.draw_gallery(curves, x),
    alt="Step, sigmoid, tanh and ReLU with a point at x = {x:.1f}, and height and slope there.",
    x=(-3.9, 3.9, 0.2, 1.1),
)

# %% [markdown]
r"""
**Eight bends and a wave.** `Dense(1, 8)`, your `relu` and `Dense(8, 1)` are a network with one input. Each of the eight neurons starts at its own place, marked 1 to 8. A slider is the weight with which it counts at the end: **how much the
slope changes at that place**. Above 0 the line turns up, below 0 it turns down.

Follow the wave with your hands, from left to right. Under 0.1 away is good, under 0.05 is very good. A still picture comes after the one that moves.
"""

# %% tags=["raises-exception"]
play(
    lambda **bends: plots.draw_bends(Dense, relu, bends.values()),
    alt="A wave as a dashed line, and a line with eight bends: {bend_1}, {bend_2}, {bend_3}, {bend_4}, "
    "{bend_5}, {bend_6}, {bend_7} and {bend_8}.",
    bend_1=(-1.5, 1.5, 0.05, 0.9),
    **{f"bend_{place}": (-1.5, 1.5, 0.05, 0.0) for place in range(2, 9)},
)
slopes = np.diff(np.sin(np.arange(9) * np.pi / 4)) / (np.pi / 4)
show(
    plots.draw_bends(Dense, relu, np.diff(slopes, prepend=0.0)),
    alt="A line with eight bends that touches the wave at every bend and runs close to it.",
)

# %% [markdown]
r"""
The still picture shows how far arithmetic comes: the bend at a place is the slope of the wave after it, less the slope before it. (Neighbouring places are 0.785 apart, so the wave's rise of 0.707 between places 1 and 2 is a slope of $0.707 / 0.785$, which is 0.90.)

Eight straight pieces, and nearly a wave. Enough bends come as near as you like to any smooth curve on a stretch like this one: that is what gives networks their reach. From lesson 08 on, a network finds its bends by itself.

**Scores and shares.** Three scores, and `stretch`, which multiplies all of them. Watch the winner: does a stretch ever change it? And what does it change?

<details><summary>What it shows</summary>

The winner stays, for the largest score keeps the largest share. What changes is the contrast. A large stretch gives the winner everything, and a small one makes all shares
alike.

People turn the stretch round and speak of a **temperature**, one divided by the stretch: hot means all alike, cold means the winner takes all. Chat programs have such a
setting, and it makes them more adventurous or less.
</details>
"""

# %% tags=["raises-exception"]
show(
    plots.draw_shares(softmax, 2.0, 1.0, 0.5, stretch=1.0),
    alt="Scores of 2, 1 and 0.5, and their shares 0.629, 0.231 and 0.140. Class 0 wins.",
)
play(
    lambda **values: plots.draw_shares(softmax, **values),
    alt="Scores {first}, {second} and {third}, multiplied by {stretch}, and their shares.",
    first=(-5, 5, 0.5, 2.0),
    second=(-5, 5, 0.5, 1.0),
    third=(-5, 5, 0.5, 0.5),
    stretch=(0.1, 5, 0.1, 1.0),
)

# %% [markdown] task="activations-words" points=3
r"""
## In your own words

A friend stacks five `Dense` layers with nothing between them and wonders why the network does no better than a single layer. Then the friend puts the step between the layers, and now it does not learn at all.

Explain both to your friend, and say what you would put there instead, and why. (Four to six sentences.)

### BEGIN MARK SCHEME
One point each:

1. Layers without anything between them collapse into one: multiplied out, weights times weights are weights again, so it stays a straight line (a formula or an example with numbers is enough).
2. The step has slope 0 (flat) everywhere but at the jump: a small change of a weight changes nothing, so learning by small changes has no direction.
3. Something that bends and has a slope that lets nudges through: ReLU (slope 1 on the right), with a reason, such as that sigmoids saturate or that ReLU is cheap. Leaky ReLU, ELU or tanh with a
reason are as good.
### END MARK SCHEME
"""

# %% [markdown] words="activations-words"
r"""
Each Dense layer multiplies by a matrix and adds a row. Do that twice and multiply out: X W1 W2 + (b1 W2 + b2) is again one matrix and one row. So five layers are one layer, and a straight line stays straight.

The step does bend, but it is flat on both sides. If I turn a weight a little, the outputs stay exactly as they were, so nothing tells me whether that was a good turn. Its slope is 0 wherever it has one.

I would put ReLU between the layers. It bends at zero, so the layers no longer collapse, and on the right its slope is 1, so that a nudge gets through whole, even through many layers. A sigmoid would bend, too, but at most a quarter gets through each.
"""

# %% [markdown]
r"""
## What you built

| piece | takes | gives |
|---|---|---|
| `collapse` | two layers: $(n, h)$, $(1, h)$ and $(h, m)$, $(1, m)$ | one layer: $(n, m)$, $(1, m)$ |
| `heaviside`, `sigmoid`, `relu` | any shape | the same shape, each number bent by itself |
| `sigmoid_slope` | any shape | the same shape: how much of a nudge gets through |
| `softmax` | scores $(N, C)$ | shares $(N, C)$; each row sums to 1 |
| `repair_votes` | samples $(N, n)$, weights $(n, C)$, biases $(1, C)$ | votes $(C,)$; they sum to $N$ |

| activation | values | slope | used |
|---|---|---|---|
| step | 0 or 1 | 0, none at the jump | the first neurons, 1943; cannot learn by nudges |
| linear | all | 1 | last layer, when a number is predicted and not a class |
| sigmoid | 0 to 1 | at most 0.25, next to 0 far out | last layer for yes or no |
| tanh | -1 to 1 | at most 1, next to 0 far out | like the sigmoid, but centred on 0 |
| ReLU | 0 and up | 0 or 1 | hidden layers, the usual first choice |
| leaky ReLU | all | small on the left, never 0 | hidden layers, where ReLUs die |
| ELU | from $-\alpha$ up | next to 0 only far out on the left | hidden layers, where ReLUs die |
| softmax | shares that sum to 1 | lesson 07 | last layer for one class of many |

**Common mistakes**

- Softmax over the batch instead of the classes.
- No `keepdims`, so that a column becomes a row.
- No shift, so that large scores become `nan`.
- `np.max` where `np.maximum` is meant.
- A ReLU that changes the array it was given.
- Softmax twice: in the big libraries the measure of what is still wrong (the loss, lesson 05) often contains it already.

**Words for the glossary**

| word | meaning |
|---|---|
| activation | a function of each number between two layers |
| saturation | far out on a curve, where the slope is next to 0 |
| dying ReLU | a neuron that gives 0 for every sample, and so stops learning |
| score, *logit* | what the last layer gives for a class |
| temperature | what scores are divided by before softmax |

**What the big libraries call it**

| here | elsewhere |
|---|---|
| `sigmoid` | PyTorch: `torch.sigmoid`. Keras: `"sigmoid"`. scikit-learn: `activation="logistic"` |
| `relu` | PyTorch: `torch.relu`, `nn.ReLU`. Keras: `"relu"`. scikit-learn: `activation="relu"` |
| `leaky_relu`, `elu` | PyTorch: `nn.LeakyReLU`, `nn.ELU`. Keras: `LeakyReLU`, `ELU` |
| `softmax` | PyTorch: `torch.softmax(scores, dim=1)`. Keras: `"softmax"`. scikit-learn: inside `MLPClassifier` |
| nothing | PyTorch: `nn.Identity`. Keras: `"linear"`. scikit-learn: `activation="identity"` |

The family of ReLU is large: PReLU learns its slope on the left, RReLU draws it at random, SELU is an ELU with two fixed scales, GELU and SiLU have a soft corner; many language models use one of these two.

**Sources**

- W. McCulloch and W. Pitts (1943), *A logical calculus of the ideas immanent in nervous activity*.
- J. Bridle (1990), *Probabilistic interpretation of feedforward classification network outputs*, where softmax gets its name.
- V. Nair and G. Hinton (2010), *Rectified linear units improve restricted Boltzmann machines*.
- M. Leshno and others (1993), *Multilayer feedforward networks with a nonpolynomial activation function can approximate any function*.
- I. Goodfellow, Y. Bengio and A. Courville (2016), *Deep Learning*, sections 3.10, 4.1 and 6.3.

## Extras

Five more exercises, if you like. Later lessons do not need them, and each is short. Open what you are curious about.

### Exercise (x): `relu_slope`

The slope of ReLU, as a function.

<details><summary>Open the exercise</summary>

The slope is 1 above zero and 0 below, and at 0 itself it is 0. Floating-point numbers, please.

</details>

<details><summary>A nudge</summary>

Which function of this lesson gives the same numbers?
</details>
<details><summary>The idea</summary>

The slope needs to know only on which side of zero `x` is.
</details>
<details><summary>Nearly the code</summary>

One call of a function that you wrote in step 2.
</details>
"""


# %% answer="relu_slope"
def relu_slope(x):
    """The slope of ReLU at x; 0 at the corner.

    x: float array of any shape.
    Returns a float array of the same shape.

    >>> relu_slope(np.array([-2.0, 0.0, 3.5]))
    array([0., 0., 1.])
    """
    ### BEGIN SOLUTION
    return heaviside(x)
    ### END SOLUTION


# %% check="relu_slope"
check("relu_slope", relu_slope)

# %% [markdown]
r"""
### Exercise (x): `tanh_from_sigmoid`

The hyperbolic tangent is a sigmoid in other clothes.

<details><summary>Open the exercise</summary>

Make the sigmoid twice as steep, stretch it to twice its height, and move it down by one:

$$ \tanh(x) = 2\,\sigma(2x) - 1 $$

It runs from -1 to 1, and passes through 0 at 0, so that what it gives is centred. Its slope at 0 is 1, four times that of the sigmoid. The last line is there.

</details>

<details><summary>A nudge</summary>

There are three changes: two are in the last line, and one is inside.
</details>
<details><summary>The idea</summary>

Twice as steep means: at $x$ the new curve is where the sigmoid is at $2x$.
</details>
<details><summary>Nearly the code</summary>

Call your `sigmoid` on the doubled input, and name the result `s`.
</details>
"""


# %% answer="tanh_from_sigmoid"
def tanh_from_sigmoid(x):
    """The hyperbolic tangent.

    x: float array of any shape.
    Returns an array of the same shape, from -1 to 1.

    >>> x = np.array([-1.0, 0.0, 2.0])
    >>> tanh_from_sigmoid(x).round(3)
    array([-0.762,  0.   ,  0.964])
    """
    ### BEGIN SOLUTION
    s = sigmoid(2.0 * x)
    ### END SOLUTION
    return 2.0 * s - 1.0


# %% check="tanh_from_sigmoid"
check("tanh_from_sigmoid", tanh_from_sigmoid)

# %% [markdown]
r"""
### Exercise (x): `leaky_relu`

A ReLU that cannot die.

<details><summary>Open the exercise</summary>

On the left a small part gets through, so that the slope is never 0:

$$ \text{leaky}(x) = \begin{cases} x & x > 0 \\ a\,x & x \le 0 \end{cases} $$

with $a$, in code `slope`, between 0 and 1; 0.01 is usual. With $a = 0.1$, $-2$ becomes $-0.2$ and $3$ stays 3. The left side is computed already.

</details>

<details><summary>A nudge</summary>

You have both sides: `x` and `left`. Where is which of them right?
</details>
<details><summary>The idea</summary>

Pick entry by entry, by the sign of `x`.
</details>
<details><summary>Nearly the code</summary>

`np.where(condition, one, other)`.
</details>
"""


# %% answer="leaky_relu"
def leaky_relu(x, slope):
    """ReLU with a small slope on the left.

    x: float array of any shape.
    slope: a number between 0 and 1.
    Returns a new array, shaped as x.

    >>> leaky_relu(np.array([-2.0, 3.0]), 0.1)
    array([-0.2,  3. ])
    """
    left = slope * x
    ### BEGIN SOLUTION
    return np.where(x > 0, x, left)
    ### END SOLUTION


# %% check="leaky_relu"
check("leaky_relu", leaky_relu)

# %% [markdown]
r"""
### Exercise (x): `elu`

A leak that levels off.

<details><summary>Open the exercise</summary>

The *exponential linear unit* follows an exponential on the left and levels off at $-\alpha$:

$$ \text{elu}(x) = \begin{cases} x & x > 0 \\ \alpha\,(e^{x} - 1) & x \le 0 \end{cases} $$

with $\alpha$, in code `alpha`, above 0. With $\alpha = 0.5$, $-1$ becomes $0.5 \cdot (0.368 - 1) = -0.316$ and $2$ stays 2. Quiet at 1000: `np.where` computes both sides for **every** entry before it picks, also the exponential of 1000 that nobody wants.
The first line takes care of it.

</details>

<details><summary>A nudge</summary>

`below` is `x` on the left of zero, and 0 on the right: safe for the exponential.
</details>
<details><summary>The idea</summary>

Compute the left side with `below` in the place of `x`, then pick.
</details>
<details><summary>Nearly the code</summary>

As in `leaky_relu`, with $\alpha$ times the bracket as the left side.
</details>
"""


# %% answer="elu"
def elu(x, alpha):
    """Exponential linear unit.

    x: float array of any shape; alpha: a number above 0.
    Returns an array, shaped as x.
    Quiet, also at 1000 and -1000.

    >>> elu(np.array([-1.0, 2.0]), 0.5).round(3)
    array([-0.316,  2.   ])
    """
    below = np.minimum(x, 0.0)
    ### BEGIN SOLUTION
    return np.where(x > 0, x, alpha * (np.exp(below) - 1.0))
    ### END SOLUTION


# %% check="elu"
check("elu", elu)

# %% [markdown]
r"""
### Exercise (x): `softmax_temperature`

The stretch turned round.

<details><summary>Open the exercise</summary>

Divide all scores by a temperature $T > 0$, then take softmax:

$$ p_{ik} = \frac{e^{s_{ik}/T}}{\sum_{c=0}^{C-1} e^{s_{ic}/T}} $$

At $T = 1$ nothing changes. For scores 0, 1 and 2 and $T = 2$ the scores become 0, 0.5 and 1, and the shares 0.186, 0.307 and 0.506.

</details>

<details><summary>A nudge</summary>

Where in the formula does $T$ stand: with the scores, or with the shares?
</details>
<details><summary>The idea</summary>

Your `softmax` can do all the rest, large numbers included.
</details>
<details><summary>Nearly the code</summary>

One call, on other scores. Make new scores; leave those that you were given as they are.
</details>
"""


# %% answer="softmax_temperature"
def softmax_temperature(scores, temperature):
    """Softmax at a temperature.

    scores: float array (N, C), numbers of any size.
    temperature: a number above 0.
    Returns an array (N, C) of numbers from 0 to 1.
    Each row sums to 1.

    >>> scores = np.array([[0.0, 1.0, 2.0]])
    >>> softmax_temperature(scores, 2.0).round(3)
    array([[0.186, 0.307, 0.506]])
    """
    ### BEGIN SOLUTION
    return softmax(scores / temperature)
    ### END SOLUTION


# %% check="softmax_temperature"
check("softmax_temperature", softmax_temperature)

# %%
progress()
