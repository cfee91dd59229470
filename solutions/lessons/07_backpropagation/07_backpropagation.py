# %% [markdown]
r"""
# 07 Backpropagation

A network has thousands of weights. For every one of them you will find out how the loss responds to it, all in one sweep backwards through the network.

**You will be able to**

- send slopes back through one neuron, through a layer and through a whole network, and say the shape of everything on the way;
- say why a bias's slope is a *sum*, why softmax and cross-entropy belong together, and where the factor 1/N enters;
- test any backward pass with your own gradient check, and read from it *near which parameter* a bug sits.

**You need** lesson 06: slopes, the chain rule, one neuron as a graph. And the pieces `Dense`, `relu`, `softmax` and cross-entropy.

**Time** about 90 minutes. The two extras at the end take 20 more.

![Four boxes in a row: Dense 1, ReLU, Dense 2, softmax with cross-entropy. Solid arrows lead from left to right with the values X, Z1, A1, S and the loss L. Dashed arrows lead
back from right to left with the slopes 1, dS, dA1 and dZ1; from the two Dense boxes arrows go down to dW2, db2 and dW1, db1.](../../../img/backpropagation-network.png)

By the end you will have written every dashed arrow in this picture.
"""

# %%
import numpy as np

from neuronlab import check, mine, play, progress, show
from neuronlab.plots import backpropagation as pictures

# %% [markdown]
r"""
## Remember

Three quick questions on earlier lessons.

1. $a = 2x$, $b = x$, and $y = a \cdot b$. What is the slope of $y$ in $x$ at $x = 3$? Mind that $x$ reaches $y$ on two paths.
2. A backward pass says 3, a central difference says 1. What is the relative error, as `gradient_error` of lesson 06 defines it? Give one decimal.
3. What is the slope of ReLU at $-2$, at $0$ and at $5$, in this course? Answer as `(7, 8, 9)`: three numbers in brackets.
"""

# %% predict="remember_backward_paths"
remember_backward_paths = 12

# %% check="remember_backward_paths"
check("remember_backward_paths", remember_backward_paths)

# %% predict="remember_backward_error"
remember_backward_error = 0.5

# %% check="remember_backward_error"
check("remember_backward_error", remember_backward_error)

# %% predict="remember_backward_relu"
remember_backward_relu = (0, 0, 1)

# %% check="remember_backward_relu"
check("remember_backward_relu", remember_backward_relu)

# %% [markdown]
r"""
## What you bring along

These are pieces of earlier lessons. Where you have written your own, yours is used. Run the three cells and go on.
"""


# %% given="backpropagation-activations"
def relu(x):
    return np.maximum(0.0, x)


def softmax(scores):
    below = scores - scores.max(axis=1, keepdims=True)
    powers = np.exp(below)
    return powers / powers.sum(axis=1, keepdims=True)


relu = mine("relu", otherwise=relu)
softmax = mine("softmax", otherwise=softmax)


# %% given="backpropagation-errors"
def cross_entropy_from_scores(scores, labels):
    if labels.ndim == 2:
        labels = labels.argmax(axis=1)
    below = scores - scores.max(axis=1, keepdims=True)
    of_true_class = below[np.arange(len(labels)), labels]
    sums = np.exp(below).sum(axis=1)
    return np.mean(np.log(sums) - of_true_class)


def gradient_error(analytic, numeric):
    size = np.abs(analytic) + np.abs(numeric)
    off = np.abs(analytic - numeric)
    return np.max(off / np.maximum(size, 1e-8))


# %% given="backpropagation-gradients"
def numerical_gradient(f, x, h=1e-5):
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[index] = h
        rise = f(x + step) - f(x - step)
        gradient[index] = rise / (2 * h)
    return gradient


given = cross_entropy_from_scores
cross_entropy_from_scores = mine("cross_entropy_from_scores", otherwise=given)
gradient_error = mine("gradient_error", otherwise=gradient_error)
numerical_gradient = mine("numerical_gradient", otherwise=numerical_gradient)

# %% [markdown]
r"""
## 1. One neuron once more

First a neuron as in lesson 06, with other numbers. Values flow forward, from left to right. Then a slope arrives at the right end: it says how the **final loss** responds to the neuron's
output. From there slopes flow back, and every station knows one small rule.

![A graph of one neuron. The inputs x1 = 2 and x2 = -1 meet their weights 3 and 1 in two stations that multiply and give 6 and -1. A station that adds joins them with the bias -1 and gives 4; ReLU
gives 4. Below the wires stand the slopes: 0.5 arrives at the right and passes ReLU and the sum unchanged. x1 gets 1.5, w1 gets 1, x2 gets 0.5, w2 gets -0.5, the bias gets 0.5.](../../../img/backpropagation-neuron.png)

| station | what it does with the slope that arrives |
|---|---|
| $+$ | hands it on, unchanged, to everything that was added |
| $\times$ | gives each factor the slope times **the other** factor |
| ReLU | hands it on if its input was above 0, else hands on 0 |

Check two of them in the picture. $w_1$ gets $0.5 \cdot 2 = 1$: its partner was $x_1 = 2$. And $x_1$ gets $0.5 \cdot 3 = 1.5$: its partner was $w_1 = 3$.
"""

# %% [markdown]
r"""
### One spelling for all slopes

As in lesson 06, a $d$ before a name means *the slope of the end in it*. The end is now always the final loss.

$$ dz = da \cdot \mathrm{ReLU}'(z), \qquad db = dz $$

$$ d\mathbf{w} = dz \; \mathbf{x}, \qquad d\mathbf{x} = dz \; \mathbf{w} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{x}, \mathbf{w}$ | `x, w` | $(n,)$ | inputs and weights of one neuron |
| $b, z$ | `b, z` | number | its bias; its sum $\mathbf{w} \cdot \mathbf{x} + b$ |
| $a, da$ | `a, da` | number | its output $\mathrm{ReLU}(z)$, and the slope that arrives there |
| $\mathrm{ReLU}'(z)$ | `z > 0` | number | ReLU's own slope: 1 if $z > 0$, else 0 |
| $dz, db$ | `dz, db` | number | slopes of the loss in $z$ and in $b$ |
| $d\mathbf{w}, d\mathbf{x}$ | `dw, dx` | $(n,)$ | slopes of the loss in the weights and in the inputs |

Elsewhere you may meet $\partial L / \partial \mathbf{w}$ for what is written $d\mathbf{w}$ here. In code it is `dw`, and later `dweights`. What lesson 06 called
`dvalue` is $da$ here.

**A slope always has the shape of the thing it belongs to.** Keep that sentence: it catches many mistakes.
"""

# %% [markdown]
r"""
### Two samples, one neuron

Now the same neuron sees a *second* sample, $\mathbf{x} = (1, 3)$, and a slope of $2$ arrives for it. Its sum is $3 \cdot 1 + 1 \cdot 3 - 1 = 5$, so ReLU is open.

| sample | inputs | slope that arrives | says for $\mathbf{w}$ | says for $b$ |
|---|---|---|---|---|
| first | $(2, -1)$ | $0.5$ | $(1, -0.5)$ | $0.5$ |
| second | $(1, 3)$ | $2$ | $(2, 6)$ | $2$ |

There are two samples, and still one neuron with one set of weights. Both samples use the same weights, so the weights reach the loss on two paths. You know from lesson 06 what happens to
slopes on several paths.

**Predict.** What is the slope of the loss in the *second* weight, with both samples? Give one decimal.

The cell below the check does the same with a loop: what each sample says, and all of it together.
"""

# %% predict="predict_backward_neuron"
predict_backward_neuron = 5.5

# %% check="predict_backward_neuron"
check("predict_backward_neuron", predict_backward_neuron)

# %%
samples = [
    (np.array([2.0, -1.0]), 0.5),
    (np.array([1.0, 3.0]), 2.0),
]
w, b = np.array([3.0, 1.0]), -1.0
dw, db = np.zeros(2), 0.0
for x, da in samples:
    dz = da if w @ x + b > 0 else 0.0
    dw = dw + dz * x
    db = db + dz
    print("this sample says", dz * x, "and", dz)
print("together        ", dw, "and", db)

# %% [markdown]
r"""
Slopes of several paths **add up**. They are not averaged. (The loss is a mean over the samples, and that factor $1/N$ is already in the slopes that arrive. You will put it there yourself, once,
in step 4.)
"""

# %% [markdown]
r"""
## 2. A layer, with shapes

A `Dense` layer is many such neurons side by side, and a batch is many samples. Nothing new happens, there is only more of it. Forward:

$$ \mathbf{Z} = \mathbf{X} \mathbf{W} + \mathbf{b} $$

$$ z_{ij} = \sum_{k=1}^{n} x_{ik} \, w_{kj} + b_j $$

$N$ samples, $n$ inputs, $m$ neurons; $i$, $k$ and $j$ count them, as in lesson 03.

Back, the array $d\mathbf{Z}$ arrives: one slope for every output of every sample. Ask for each thing: *whom does it serve?* Over these, its slopes add up.

- The weight $w_{kj}$ serves neuron $j$ in **every sample**: $\displaystyle \quad dw_{kj} = \sum_{i=1}^{N} x_{ik} \; dz_{ij}$
- The bias $b_j$ serves neuron $j$ in **every sample**: $\displaystyle \quad db_{j} = \sum_{i=1}^{N} dz_{ij}$
- The input $x_{ik}$ serves **every neuron**, in its own sample: $\displaystyle \quad dx_{ik} = \sum_{j=1}^{m} dz_{ij} \; w_{kj}$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{X}, d\mathbf{X}$ | `inputs`, what `backward` returns | $(N, n)$ | inputs and their slopes |
| $\mathbf{W}, d\mathbf{W}$ | `weights`, `dweights` | $(n, m)$ | weights and their slopes |
| $\mathbf{b}, d\mathbf{b}$ | `biases`, `dbiases` | $(1, m)$ | biases and their slopes |
| $\mathbf{Z}, d\mathbf{Z}$ | the output, `doutput` | $(N, m)$ | outputs and the slopes that arrive |

The same in boxes. The filled boxes on the left are all that the filled box on the right needs.

![Three rows of arrays drawn as grids. First: column 1 of X and column 0 of dZ, pair by pair, give the box in row 1, column 0 of dW. Second: column 0 of dZ gives the first box of db. Third: row 1 of W and row 2 of
dZ give the box in row 2, column 1 of dX.](../../../img/backpropagation-shapes.png)

**On paper.** Two samples, three inputs, two neurons:

$$ \mathbf{X} = \begin{pmatrix} 1 & 0 & 2 \\ -1 & 3 & 1 \end{pmatrix} \qquad
\mathbf{W} = \begin{pmatrix} 2 & 1 \\ 0 & -1 \\ 1 & 3 \end{pmatrix} \qquad
d\mathbf{Z} = \begin{pmatrix} 1 & -1 \\ 2 & 0 \end{pmatrix} $$

- The weight from the third input to the first neuron: third column of $\mathbf{X}$ with the first column of $d\mathbf{Z}$, $2 \cdot 1 + 1 \cdot 2 = 4$.
- The bias of the first neuron: first column of $d\mathbf{Z}$, $1 + 2 = 3$.
- The third input of the first sample: third row of $\mathbf{W}$ with the first row of $d\mathbf{Z}$, $1 \cdot 1 + 3 \cdot (-1) = -2$.
"""

# %% [markdown]
r"""
### Broadcasting backwards is a sum

On the way forward NumPy adds the one row of biases, $(1, m)$, to each of the $N$ rows: each bias is *copied* $N$ times. On the way back the $N$ copies each get a slope, and all these slopes
belong to one bias. So they are added up.

This is a rule for every broadcast: **what was copied forward is added up backwards, along the same axis.**

**Predict.** The slopes `[[1, 2], [3, 4], [5, 6]]` arrive at a `Dense` layer with two neurons. What is its `dbiases`? Write it as a list in a list, so that the shape shows: `[[7]]`
would be the shape $(1, 1)$.
"""

# %% predict="predict_backward_dbiases"
predict_backward_dbiases = [[9, 12]]

# %% check="predict_backward_dbiases"
check("predict_backward_dbiases", predict_backward_dbiases)

# %% [markdown]
r"""
### Exercise: `DenseBackward`

Here is your `Dense` from lesson 03. Most of it is given. Two things are missing: `forward` has to **keep** what `backward` will need, and `backward` itself.

No loops are needed. A product `P @ Q` adds up over the two inner axes, the second of `P` and the first of `Q`: the two inner sizes must be equal, and they go; the outer two stay. `P.T` is `P` with its axes exchanged. The shapes
in the table above are your guide, with one warning: when all three sizes are alike, shapes tell nothing. The check tries that, too.

The example in the docstring has the weights, the samples and the slopes of step 1: $(3, 5.5)$ and $2.5$ are the numbers that the loop printed.

Write the class so that it stands alone, with nothing but `np`: later lessons take this cell with them.

<details><summary>A nudge</summary>

Three lines, one for each kind of thing. Write the shape that you want behind an equals sign, and before it the two shapes that you have. Which axis has to go?

</details>
<details><summary>The idea</summary>

For the weights the samples go: they have to be the two inner sizes. For the inputs the neurons go. In each of the two products one array has to be turned. For the biases there is no product at all.

</details>
<details><summary>Nearly the code</summary>

`P.T @ Q` adds up over the rows of both. `P @ Q.T` adds up over the columns of both. A sum over the rows is `.sum(axis=0)`, and `keepdims=True` keeps its axis. Set `self.dweights` and `self.dbiases` with `=`, and return
the slopes of the inputs.

</details>
"""


# %% answer="DenseBackward"
class Dense:
    """A layer in which every neuron sees every input.

    weights: array (n_inputs, n_neurons).
    biases: array (1, n_neurons).
    Both may be assigned from outside.
    backward sets dweights and dbiases, shaped like them; a
    later call overwrites them.

    >>> layer = Dense(2, 1, np.random.default_rng(0))
    >>> layer.weights = np.array([[3.0], [1.0]])
    >>> X = np.array([[2.0, -1.0], [1.0, 3.0]])
    >>> output = layer.forward(X)
    >>> layer.backward(np.array([[0.5], [2.0]]))
    array([[1.5, 0.5],
           [6. , 2. ]])
    >>> layer.dweights.tolist(), layer.dbiases.tolist()
    ([[3.0], [5.5]], [[2.5]])
    """

    def __init__(self, n_inputs, n_neurons, rng):
        shape = (n_inputs, n_neurons)
        self.weights = 0.01 * rng.standard_normal(shape)
        self.biases = np.zeros((1, n_neurons))

    def forward(self, inputs):
        """inputs: array (N, n_inputs).

        Returns an array (N, n_neurons).
        """
        ### BEGIN SOLUTION
        self.inputs = inputs
        ### END SOLUTION
        return inputs @ self.weights + self.biases

    def backward(self, doutput):
        """doutput: array (N, n_neurons), left as it is.

        Returns the inputs' slopes, an array (N, n_inputs).
        """
        ### BEGIN SOLUTION
        self.dweights = self.inputs.T @ doutput
        self.dbiases = doutput.sum(axis=0, keepdims=True)
        return doutput @ self.weights.T
        ### END SOLUTION


# %% check="DenseBackward"
check("DenseBackward", Dense)

# %% [markdown]
r"""
## 3. ReLU, a gate

ReLU has no weights. On the way back it is a gate: open where its input was above 0 (the neuron fires), closed elsewhere (it is silent).

$$ dz_{ij} = \begin{cases} da_{ij} & \text{if } z_{ij} > 0 \\ 0 & \text{otherwise} \end{cases} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{Z}$ | `inputs` | $(N, m)$ | what came in on the way forward |
| $d\mathbf{A}$ | `doutput` | $(N, m)$ | slopes of its output; they arrive |
| $d\mathbf{Z}$ | what `backward` returns | $(N, m)$ | slopes of its inputs; they are passed on |

![Four tables of two rows and three columns. Forward, 2, -1, 0.5 and -3, 4, -0.5 become 2, 0, 0.5 and 0, 4, 0. Back, the slopes -5, 6, 7 and 8, -9, 1 become -5, 0, 7 and 0, -9, 0. The same three boxes are hatched in all four tables: there the input was
not above 0.](../../../img/backpropagation-gate.png)

Look at the first row: the slope $-5$ passes, though it is below 0, because the *input* was 2. The slope 6 does not, because the input was $-1$. The sign of the slope does not matter.
"""

# %% [markdown]
r"""
### The kink

At exactly 0 ReLU has a corner. Left of it the slope is 0, right of it 1, and at it there is none. The course takes 0, as PyTorch does. What does a central difference take?

**Predict.** With $h = 0.00001$, what is $\dfrac{\mathrm{ReLU}(0 + h) - \mathrm{ReLU}(0 - h)}{2h}$? Give one decimal.
"""

# %% predict="predict_backward_kink"
predict_backward_kink = 0.5

# %% check="predict_backward_kink"
check("predict_backward_kink", predict_backward_kink)

# %% tags=["raises-exception"]
zero = np.array([0.0])
numeric = numerical_gradient(lambda x: relu(x).sum(), zero)
error = gradient_error(np.zeros(1), numeric)
print("central difference at 0:", numeric.round(3))
print("the course's slope:      0")
print("relative error:         ", round(float(error), 3))
show(
    pictures.kink(relu),
    alt="ReLU: flat left of 0, rising with slope 1 on the right. "
    "A dashed line joins the points at -0.6 and 0.6; it rises "
    "with the slope 0.5.",
)

# %% [markdown]
r"""
A relative error of 1, the largest there is, and nobody made a mistake. The two points of the central difference stand on different sides of the corner. So remember, for the gradient check in step 6:
**within $h$ of a kink, do not believe the central difference.** In practice you check at inputs that are clear of it.

### Exercise: `ReLUBackward`

A layer like `Dense`, with `forward` and `backward`, but without anything to learn. It is built with no arguments: `ReLU()`. This class, too, should stand alone.

<details><summary>A nudge</summary>

When slopes arrive, the inputs are long gone. What must `forward` do so that `backward` can decide?

</details>
<details><summary>The idea</summary>

Keep the inputs, or keep where they were above 0. On the way back that pattern decides, and the slopes themselves decide nothing.

</details>
<details><summary>Nearly the code</summary>

`inputs > 0` is an array of `True` and `False`, a **mask**; in a product they count as 1 and 0. `np.where(condition, a, b)` chooses entry by entry. Both make new arrays; writing zeros into `doutput` would change what
belongs to somebody else.

</details>
"""


# %% answer="ReLUBackward"
class ReLU:
    """ReLU as a layer, forward and back.

    A slope passes where the input was above 0.

    >>> layer = ReLU()
    >>> layer.forward(np.array([[2.0, -1.0]])).tolist()
    [[2.0, 0.0]]
    >>> layer.backward(np.array([[-5.0, 6.0]])).tolist()
    [[-5.0, 0.0]]
    """

    def forward(self, inputs):
        """inputs: array (N, n), left as it is.

        Returns a new array (N, n).
        """
        ### BEGIN SOLUTION
        self.inputs = inputs
        return np.maximum(inputs, 0.0)
        ### END SOLUTION

    def backward(self, doutput):
        """doutput: array (N, n), left as it is.

        Returns a new array (N, n).
        """
        ### BEGIN SOLUTION
        return np.where(self.inputs > 0, doutput, 0.0)
        ### END SOLUTION


# %% check="ReLUBackward"
check("ReLUBackward", ReLU)

# %% [markdown]
r"""
## 4. Softmax and the loss

### Softmax alone

So far every output of an activation had one input of its own. Softmax is different: **every share depends on every score**, because all of them stand in the sum below the fraction line. If one score
moves up, its share grows, and all the other shares shrink. For one sample:

$$ \frac{\partial p_i}{\partial s_j} = \begin{cases} p_i \, (1 - p_i) & \text{if } i = j \\ -\, p_i \, p_j & \text{if } i \neq j \end{cases} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{s}$ | `scores`, one row | $(C,)$ | the scores of one sample |
| $\mathbf{p}$ | `probabilities`, one row | $(C,)$ | its shares, $\mathrm{softmax}(\mathbf{s})$ |
| $i$, $j$ | | numbers | two classes, from 0 to $C - 1$; in this part there is only one sample |
| $\partial p_i / \partial s_j$ | | number | the slope of share $i$ in score $j$; there are $C \cdot C$ of them |

**On paper**, for the shares $(0.5, 0.25, 0.25)$. The first share in its own score: $0.5 \cdot 0.5 = 0.25$. The first share in the second score: $-0.5 \cdot 0.25 = -0.125$. Such a table of all slopes is called a
**Jacobian**.

![A table of three rows and three columns. Rows: shares 0.5, 0.25, 0.25. Columns: scores. First row 0.25, -0.125, -0.125; second row -0.125, 0.1875, -0.0625; third row -0.125, -0.0625, 0.1875. Only the diagonal is above 0.](../../../img/backpropagation-shares.png)

Every row adds up to 0, and so does every column. Can you say why?

<details><summary>Why</summary>

If *all* scores grow by the same amount, no share moves (lesson 04), so the slopes of a share cancel. And what one share gains the others lose, so the shares'
slopes in one score cancel, too.

</details>
"""

# %% [markdown]
r"""
### Softmax and cross-entropy together

The loss of one sample is $-\ln p_t$, where $t$ is its true class. It looks at one share only.

One rule for slopes is new: **the slope of $\ln p$ is $1/p$**. The logarithm undoes $e^u$. Where $p = e^u$ climbs with the slope $p$, its undoing climbs with the slope $1/p$. Measure it at $p = 0.5$, from 0.49 to 0.51: $\ln$ goes from $-0.7133$ to
$-0.6733$, and $0.0400 / 0.02 = 2.00$.

<details><summary>Where the formula of the table comes from</summary>

Take the logarithm of a share: $\ln p_i = s_i - \ln \sum_k e^{s_k}$. When $s_j$ moves, the first part moves only if $i = j$, with slope 1. The second part is a chain: the slope of $\ln$ of the sum is $1 / \sum_k e^{s_k}$, and
the sum's own slope in $s_j$ is $e^{s_j}$; their product is $p_j$. So the slope of $\ln p_i$ is $1 - p_j$ if $i = j$, and $-p_j$ if not. By the rule for $\ln$ and the chain rule it is also $\frac{1}{p_i}$ times the slope of $p_i$. Multiply both by $p_i$, and there is the formula.

</details>

So the loss hands softmax a single number, $-1/p_t$, and it belongs to share $t$. How share $t$ responds to each score stands in row $t$ of the table. Along each path slopes multiply:

$$ ds_t = -\frac{1}{p_t} \cdot p_t \, (1 - p_t) = p_t - 1 $$

$$ ds_j = -\frac{1}{p_t} \cdot (-\, p_t \, p_j) = p_j \quad (j \neq t) $$

The fractions cancel. What is left is as plain as can be: **what was said, minus what is true**.

| symbol | in code | shape | what it is |
|---|---|---|---|
| $t$ | `labels`, one entry | number | the true class, a class number |
| $p_t$, $p_j$ | | number | its share; the share of another class |
| $ds_t$, $ds_j$ | `dscores`, one entry | number | slopes of this sample's loss in the scores |

**On paper**, with shares $(0.5, 0.25, 0.25)$ and true class 0, the first one. The long way: $-1/0.5 = -2$, times the first row of the table, $(0.25, -0.125, -0.125)$, gives $(-0.5, 0.25, 0.25)$. The short way gives $(0.5 - 1, 0.25, 0.25)$, which is the same.

The picture shows another sample, again with true class 0.

![Three bar charts. The shares 0.2, 0.5 and 0.3 were said. The truth is 1, 0, 0. Said minus true is -0.8, 0.5, 0.3.](../../../img/backpropagation-difference.png)

Read the slopes: raise the true class's score and the loss falls; raise any other and it grows. The more a class was overrated, the harder it is pushed down. A perfect answer gets no push at all.
"""

# %% [markdown]
r"""
### The batch, and the one place for 1/N

The loss of a batch is the **mean** over its samples. So every sample's slopes are divided by $N$. This is the only place in the whole backward pass where $N$ divides; every layer before it only adds up.

$$ d\mathbf{S} = \frac{\mathbf{P} - \mathbf{Y}}{N} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{P}$ | `probabilities` | $(N, C)$ | shares, one row a sample |
| $\mathbf{Y}$ | `labels`, one-hot | $(N, C)$ | truth: a 1 at each sample's class, else 0 |
| $d\mathbf{S}$ | the answer | $(N, C)$ | slopes of the mean loss in the scores |

**Predict.** A batch has two samples. The first one's shares are $(0.1, 0.6, 0.3)$, and its true class is 1. What is the slope of the loss in that sample's score for class 1? Give one decimal.
"""

# %% predict="predict_backward_score"
predict_backward_score = -0.2

# %% check="predict_backward_score"
check("predict_backward_score", predict_backward_score)

# %% [markdown]
r"""
### Exercise: `softmax_cross_entropy_backward`

From shares and labels to the slopes of the scores. Labels come in both forms: class numbers `(N,)`, or one-hot `(N, C)`. Shares may be exactly 0 or 1, as softmax rounds them; stay quiet there, with no NumPy warning.

<details><summary>A nudge</summary>

For one-hot labels the formula above is nearly the code. How can the other form be brought to that, or be done without it?

</details>
<details><summary>The idea</summary>

$\mathbf{Y}$ is 0 almost everywhere, so only one entry of each row changes. With class numbers you can pick these entries: a row number and a column number for each sample.

</details>
<details><summary>Nearly the code</summary>

`labels.ndim` is 1 or 2. `labels.argmax(axis=1)` makes class numbers of one-hot rows. `array[np.arange(n), columns]` picks one entry from each of `n` rows, and `-=` changes them: on a `.copy()`, since the
probabilities are not yours.

</details>
"""


# %% answer="softmax_cross_entropy_backward"
def softmax_cross_entropy_backward(probabilities, labels):
    """Slopes of the mean cross-entropy in softmax's scores.

    probabilities: array (N, C), what softmax gave.
    labels: whole numbers (N,), or a one-hot array (N, C).
    Returns an array (N, C).
    What you are given is left as it was.

    >>> shares, y = np.array([[0.25, 0.75]]), np.array([1])
    >>> softmax_cross_entropy_backward(shares, y).tolist()
    [[0.25, -0.25]]
    """
    ### BEGIN SOLUTION
    if labels.ndim == 2:
        labels = labels.argmax(axis=1)
    n = len(labels)
    slopes = probabilities.copy()
    slopes[np.arange(n), labels] -= 1.0
    return slopes / n
    ### END SOLUTION


# %% check="softmax_cross_entropy_backward"
check("softmax_cross_entropy_backward", softmax_cross_entropy_backward)

# %% [markdown]
r"""
### Exercise: `SoftmaxCrossEntropy`

Because the two fit so well, they become one piece, a **loss object**. It takes raw scores: the logarithm of a share is never taken, and nothing is ever divided by a share. Both methods get the scores and the labels, and each works with the scores that
*it* is given: nothing needs to be kept between the two calls.

- `forward(scores, y)` returns the mean loss, as `cross_entropy_from_scores` of lesson 05 does: no clip.
- `backward(scores, y)` returns its slopes in the scores.

Scores may be $\pm 1000$; stay finite and quiet there. Labels come in both forms. You may call the pieces that you have. Later lessons bring this cell along, and your own solved exercises that it calls with it; other functions of your own have to stand in the cell.

<details><summary>A nudge</summary>

You have written both methods already, in other places. Which two functions, and what does the second one want that you have not got yet?

</details>
<details><summary>The idea</summary>

The loss is the logarithm of a sum of exponentials, minus the true class's score. For the slopes make shares of the scores first. In both, each row's largest score is taken away before the exponential.

</details>
<details><summary>Nearly the code</summary>

`forward` can hand its two arguments to `cross_entropy_from_scores`. `backward` can hand `softmax(scores)` and the labels to your last exercise. To stand alone, move their lines into the class; a method can call another one with
`self.name(...)`.

</details>
"""


# %% answer="SoftmaxCrossEntropy"
class SoftmaxCrossEntropy:
    """Softmax and mean cross-entropy in one piece.

    scores: array (N, C), any size of numbers.
    y: whole numbers (N,), or a one-hot array (N, C).
    Built with no arguments. What its methods are given is
    left as it was.

    >>> loss = SoftmaxCrossEntropy()
    >>> scores, y = np.zeros((2, 2)), np.array([0, 1])
    >>> round(float(loss.forward(scores, y)), 3)
    0.693
    >>> loss.backward(scores, y).tolist()
    [[-0.25, 0.25], [0.25, -0.25]]
    """

    def forward(self, scores, y):
        """Returns a number, the mean loss."""
        ### BEGIN SOLUTION
        below = scores - scores.max(axis=1, keepdims=True)
        truth = self.one_hot(y, scores.shape[1])
        true_scores = (below * truth).sum(axis=1)
        sums = np.exp(below).sum(axis=1)
        return (np.log(sums) - true_scores).mean()
        ### END SOLUTION

    def backward(self, scores, y):
        """Returns the slopes of that loss in the scores.

        They are an array (N, C).
        """
        ### BEGIN SOLUTION
        below = scores - scores.max(axis=1, keepdims=True)
        powers = np.exp(below)
        shares = powers / powers.sum(axis=1, keepdims=True)
        truth = self.one_hot(y, scores.shape[1])
        return (shares - truth) / len(y)

    def one_hot(self, y, n_classes):
        return y if y.ndim == 2 else np.eye(n_classes)[y]
        ### END SOLUTION


# %% check="SoftmaxCrossEntropy"
check("SoftmaxCrossEntropy", SoftmaxCrossEntropy)

# %% [markdown]
r"""
## 5. A whole network

Every piece now knows its own way back, and no piece needs to know the others. That is all of backpropagation: **go forward through the pieces, then call their backward passes in reverse order**, each fed with what the one after it has
handed back.

| forward | its value | shape | back | its slope |
|---|---|---|---|---|
| the batch | $\mathbf{X}$ | $(N, n)$ | not needed | |
| Dense 1 | $\mathbf{Z}_1 = \mathbf{X} \mathbf{W}_1 + \mathbf{b}_1$ | $(N, h)$ | handed back by ReLU | $d\mathbf{Z}_1$ |
| ReLU | $\mathbf{A}_1 = \mathrm{ReLU}(\mathbf{Z}_1)$ | $(N, h)$ | handed back by Dense 2 | $d\mathbf{A}_1$ |
| Dense 2 | $\mathbf{S} = \mathbf{A}_1 \mathbf{W}_2 + \mathbf{b}_2$ | $(N, C)$ | handed back by the loss | $d\mathbf{S}$ |
| softmax, cross-entropy | $L$ | number | | 1 |

Here $h$ is the number of hidden neurons, and the small numbers name the layer. $\mathbf{W}_1$ is $(n, h)$ and $\mathbf{b}_1$ is $(1, h)$; $\mathbf{W}_2$ is $(h, C)$ and $\mathbf{b}_2$ is $(1, C)$. The *inputs* of Dense 2 are $\mathbf{A}_1$, what ReLU gave. The walk back begins with the 1 at the
bottom: the slope of the loss in itself, since it moves exactly as far as it moves.

**Predict.** Put these four in the order in which a backward pass can find them:

- **A** $d\mathbf{W}_1$
- **B** $d\mathbf{Z}_1$
- **C** $d\mathbf{S}$
- **D** $d\mathbf{A}_1$

Write four letters with spaces between, such as `"A B C D"`.
"""

# %% predict="predict_backward_order"
predict_backward_order = "C D B A"

# %% check="predict_backward_order"
check("predict_backward_order", predict_backward_order)

# %% [markdown]
r"""
**On paper**, the smallest network there is: one sample, one of everything, but two classes. $x = 2$, $w_1 = 3$, $b_1 = -1$, so $z_1 = 5$ and $a_1 = 5$. Say that the shares come out as $(0.4, 0.6)$, the true class is 0, and
$\mathbf{W}_2 = (1, 2)$. Back: $d\mathbf{S} = (-0.6, 0.6)$. Then $d\mathbf{W}_2 = 5 \cdot (-0.6, 0.6) = (-3, 3)$, $d\mathbf{b}_2 = (-0.6, 0.6)$, and $da_1 = -0.6 \cdot 1 + 0.6 \cdot 2 = 0.6$. ReLU was open, $dz_1 = 0.6\text{.}$ At last $dw_1 = 0.6 \cdot 2 = 1.2$ and $db_1 = 0.6$.

### Exercise: `mlp_gradients`

The whole picture from the top of this lesson in one function. (*MLP* is short for *multi-layer perceptron*, an old name for networks like this one.) Take your classes, or write the steps out by hand: only the four results
count. Scores may run into the thousands; stay quiet there.

<details><summary>A nudge</summary>

Forward first, and keep every value by its name from the table. Then walk through the table from the bottom to the top.

</details>
<details><summary>The idea</summary>

With your classes: build two `Dense` layers, give them their weights and biases, build a `ReLU` and a loss. Call the `forward` methods in order and the `backward` methods in reverse order. The four results are then stored in the two layers.

</details>
<details><summary>Nearly the code</summary>

`layer = Dense(*W1.shape, np.random.default_rng(0))` builds a layer of the right size (the star hands over the two numbers of the shape one by one); then assign `layer.weights` and `layer.biases`. The last `forward` gives the scores, `backward` of the loss takes scores and `y`, and what each `backward`
returns is the next one's argument.

</details>
"""


# %% answer="mlp_gradients"
def mlp_gradients(X, y, W1, b1, W2, b2):
    """Slopes of the loss in all parameters of a network.

    The network is Dense, ReLU, Dense, softmax; the loss is
    the mean cross-entropy.
    X: array (N, n). y: whole numbers (N,), the classes.
    W1: array (n, h). b1: array (1, h).
    W2: array (h, C). b2: array (1, C).
    Returns a dictionary with "dW1", "db1", "dW2", "db2",
    arrays shaped like W1, b1, W2, b2.

    >>> X, y = np.array([[1.0]]), np.array([0])
    >>> W1, b1 = np.array([[2.0]]), np.array([[0.0]])
    >>> W2, b2 = np.zeros((1, 2)), np.zeros((1, 2))
    >>> found = mlp_gradients(X, y, W1, b1, W2, b2)
    >>> found["dW2"].tolist(), found["db2"].tolist()
    ([[-1.0, 1.0]], [[-0.5, 0.5]])
    """
    ### BEGIN SOLUTION
    layers = [
        Dense(*W1.shape, np.random.default_rng(0)),
        ReLU(),
        Dense(*W2.shape, np.random.default_rng(0)),
    ]
    first, gate, second = layers
    first.weights, first.biases = W1, b1
    second.weights, second.biases = W2, b2
    loss = SoftmaxCrossEntropy()
    scores = second.forward(gate.forward(first.forward(X)))
    slopes = second.backward(loss.backward(scores, y))
    first.backward(gate.backward(slopes))
    return {
        "dW1": first.dweights,
        "db1": first.dbiases,
        "dW2": second.dweights,
        "db2": second.dbiases,
    }
    ### END SOLUTION


# %% check="mlp_gradients"
check("mlp_gradients", mlp_gradients)

# %% [markdown]
r"""
## 6. The tool to trust

Your function passed a check that somebody else wrote. In real work there is none. But you have something as good: `numerical_gradient` of lesson 06 knows nothing of layers or of rules for slopes. It moves one number up and down and
looks at the loss. If two ways as different as these agree, you can trust the slopes: they are those of the loss that your code works out. Whether that is the loss you *meant*, the check cannot know. A wrong forward pass has right slopes, too.

Why not use it for training, then? It runs the network twice for every parameter. The small network below has 26 parameters: 52 forward passes. A network that reads digits, 64 inputs, 32 hidden neurons and 10 classes, has 2410: 4820 passes for a
single step. Backpropagation does it with one pass forward and one back. So the slow way checks, and the fast way trains.

One number for the whole network would only say *something is off*. So the check keeps the relative error of **every entry of every parameter**:

$$ e = \frac{|a - c|}{\max(|a| + |c|,\ 10^{-8})} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $a$ | `found["d" + name]`, one entry | number | what the backward pass says |
| $c$ | `numeric`, one entry | number | what the central difference says |
| $e$ | `maps[name]`, one entry | number | relative error, from 0 to 1 |

How to read an error: below 0.000001 it is rounding. Above 0.001 it is a bug, unless a kink is near or the slope itself is next to 0 (below about $10^{-8}$, where rounding is a large part of what is measured). Between the two, look closer. So check a network at its start and not after training, when slopes are tiny.
(These limits are ten times as wide as in lesson 06: slopes of single weights are often small beside the loss, and its rounding shows.)

The next cell defines the check. The one after it checks your `mlp_gradients` on five samples; the loss is worked out forward only, by the pieces that you brought along. In the picture a pale field marked *ok* is fine, a dark one with a number is a bug.

(`parameters` is a dictionary from names to arrays. `f(**parameters)` calls `f` with each entry under its name, as if you had written `f(W1=..., b1=..., W2=..., b2=...)`. And `{**parameters, name: array}` is a copy
of the dictionary in which one entry is another: that is how one parameter moves and the others keep still.)
"""


# %% given="backpropagation-check"
def gradient_check(loss, gradients, parameters):
    """The relative error of every entry."""
    found, maps = gradients(**parameters), {}
    for name, values in parameters.items():

        def loss_with(array, name=name):
            return loss(**{**parameters, name: array})

        numeric = numerical_gradient(loss_with, values)
        maps[name] = pictures.entry_errors(
            gradient_error,
            found["d" + name],
            numeric,
        )
    return maps


# %% tags=["raises-exception"]
X, y, parameters = pictures.small_network()


def loss(W1, b1, W2, b2):
    scores = relu(X @ W1 + b1) @ W2 + b2
    return cross_entropy_from_scores(scores, y)


def gradients(**values):
    return mlp_gradients(X, y, **values)


maps = gradient_check(loss, gradients, parameters)
pictures.report(maps)
show(pictures.heat_map(maps), alt=pictures.in_words(maps))

# %% [markdown]
r"""
## Find the bugs

A friend likes `tanh` better than ReLU, and gives every hidden neuron a volume knob, a *gain*, that is learned too. The network is: your `Dense`, the friend's `Tanh`, the friend's `Gain`, your `Dense`, your loss.

The slope of $\tanh$ at $z$ is $1 - \tanh(z)^2$. A gain multiplies its whole column: $u_{ij} = g_j \, v_{ij}$, with the gains $\mathbf{g}$ in the shape $(1, h)$, and $\mathbf{V}$ the $(N, h)$ array that comes in. Two bugs hide in these two cells. Do not
hunt for them yet.
"""


# %% given="backpropagation-friends-tanh"
class FriendsTanh:
    def forward(self, inputs):
        self.inputs = inputs
        return np.tanh(inputs)

    def backward(self, doutput):
        return doutput * (1 - self.inputs**2)


# %% given="backpropagation-friends-gain"
class FriendsGain:
    def __init__(self, gains):
        self.gains = gains

    def forward(self, inputs):
        self.inputs = inputs
        return inputs * self.gains

    def backward(self, doutput):
        said = doutput * self.inputs
        self.dgains = said.mean(axis=0, keepdims=True)
        return doutput * self.gains


# %% [markdown]
r"""
The friend is content: a small step against the slopes, as in lesson 06, makes the loss fall. The next cell repeats that test. Then it works out one relative error for the whole network, and at last the map, parameter by parameter.
"""

# %% tags=["raises-exception"]
parameters = pictures.friends_parameters()
layers = (Dense, FriendsTanh, FriendsGain)
net = pictures.Friend(*layers, SoftmaxCrossEntropy, X, y)
slopes = net.gradients(**parameters)
stepped = {}
for name, values in parameters.items():
    stepped[name] = values - 0.1 * slopes["d" + name]
before, after = net.loss(**parameters), net.loss(**stepped)
print(f"loss {before:.3f}, after the step {after:.3f}")

maps = gradient_check(net.loss, net.gradients, parameters)
largest = max(errors.max() for errors in maps.values())
print(f"largest relative error of all {largest:.3f}")
pictures.report(maps)
show(pictures.heat_map(maps), alt=pictures.in_words(maps))

# %% [markdown]
r"""
The loss falls from 0.559 to 0.490, and the slopes are badly off. Slopes that are wrong can still point roughly downhill. Such a network often learns, only worse than it could, and nobody is told. With the right slopes the same step leads to 0.442.
And the one number, 1.000, says *that* something is off, not where. The map does.

Read the map from the loss backwards: from `b2`, the last parameter, to `W1`, the first. The slopes come from there, so the first parameter with dark fields is nearest to the cause.

- `b2` and `W2` are fine. So the slopes of the scores arrive as they should, and the second `Dense` works its own two out as it should.
- `gains` are off, all by the **same** 0.667. With $a$ from the backward pass and $c$ from the central difference, $|a - c| / (|a| + |c|) = 0.667$ means that one is five times the other. Five... how many samples are there?
- `b1` and `W1` are off **unevenly**: the third neuron's entries by 0.01 to 0.11, all others by 0.80 to 1.00. (1.00 is the most there is: opposite signs, or one slope far larger than the other.) No single factor does that. So what reaches them was spoiled in a way that depends on the values, somewhere on the way from the scores to the first `Dense`.

**Predict.** Which are the two bugs? Now look at the friend's cells.

- **A** the first `Dense`: its `dweights` are transposed
- **B** `FriendsTanh`: the slope of tanh is worked out of the wrong number
- **C** `FriendsGain`: `dgains` is a mean where it should be a sum
- **D** `FriendsGain`: it hands back slopes that are multiplied by the wrong array
- **E** the loss: the factor 1/N is missing
- **F** the second `Dense`: its `dbiases` is a mean

Answer with two letters, such as `"A F"`, in the order of the alphabet.
"""

# %% predict="predict_backward_bugs"
predict_backward_bugs = "B C"

# %% check="predict_backward_bugs"
check("predict_backward_bugs", predict_backward_bugs)

# %% [markdown]
r"""
### Exercise: `repair_layers`

Repair both. The parts that are right are given; the two backward passes are yours.

<details><summary>A nudge</summary>

For Tanh: the formula says $\tanh(z)^2$. What did the friend square? For Gain: whom does one gain serve?

</details>
<details><summary>The idea</summary>

The slope of tanh is told by the *height* of the curve, and the inputs are not heights yet. A gain was broadcast over all rows on the way forward, and you know what broadcasting is backwards.

</details>
<details><summary>Nearly the code</summary>

Take tanh of what was kept before you square it. In Gain one word of the friend's line changes. `axis=0` and `keepdims=True` are right as they are, and the slopes that Gain hands back are, too.

</details>
"""


# %% answer="repair_layers"
class Tanh:
    """The hyperbolic tangent as a layer.

    forward and backward take an array (N, n) and return a
    new one of this shape.

    >>> layer = Tanh()
    >>> output = layer.forward(np.array([[0.0, 1.0]]))
    >>> slopes = layer.backward(np.array([[2.0, 2.0]]))
    >>> slopes.round(3).tolist()
    [[2.0, 0.84]]
    """

    def forward(self, inputs):
        self.inputs = inputs
        return np.tanh(inputs)

    def backward(self, doutput):
        ### BEGIN SOLUTION
        return doutput * (1 - np.tanh(self.inputs) ** 2)
        ### END SOLUTION


class Gain:
    """One factor for each column.

    gains: array (1, n).
    forward and backward take an array (N, n) and return a
    new one of this shape.
    backward sets dgains, an array (1, n).

    >>> layer = Gain(np.array([[2.0]]))
    >>> output = layer.forward(np.array([[1.0], [3.0]]))
    >>> layer.backward(np.ones((2, 1))).tolist()
    [[2.0], [2.0]]
    >>> layer.dgains.tolist()
    [[4.0]]
    """

    def __init__(self, gains):
        self.gains = gains

    def forward(self, inputs):
        self.inputs = inputs
        return inputs * self.gains

    def backward(self, doutput):
        ### BEGIN SOLUTION
        said = doutput * self.inputs
        self.dgains = said.sum(axis=0, keepdims=True)
        return doutput * self.gains
        ### END SOLUTION


# %% check="repair_layers"
check("repair_layers", (Tanh, Gain))

# %% tags=["raises-exception"]
# the map again, with your two layers
layers = (Dense, Tanh, Gain)
net = pictures.Friend(*layers, SoftmaxCrossEntropy, X, y)
maps = gradient_check(net.loss, net.gradients, parameters)
pictures.report(maps)
show(pictures.heat_map(maps), alt=pictures.in_words(maps))

# %% [markdown]
r"""
## Play

One sample goes through a network of two inputs, three hidden neurons and two classes, and your `mlp_gradients` sends the slopes back. The colour of a line is the slope of its weight, the colour of a circle is the slope of that neuron's sum.
Blue and solid means: raise this, and the loss rises. Orange and dashed: raise this, and the loss falls. Thick lines are large weights. With one sample a bias's slope is its neuron's slope, so all of this is read from your four arrays.

The slider `weight` is the weight from $x_1$ to the hidden neuron at the top, and `bias` is that neuron's bias. Below the sliders stands the same as a still picture.

Move the sliders, and find out:

- Lower the bias of the first hidden neuron until it falls silent. What happens to everything that leads into it? And to the lines that lead out of it?
- Set both inputs to 0. Which slopes vanish, and why do the biases keep theirs?
- Change the true class. What happens to the signs at the right end?
- Turn `weight` up and down: where do you see it in slopes that are not its own?
"""

# %% tags=["raises-exception"]
play(
    lambda **values: pictures.flow(mlp_gradients, **values),
    alt="Slopes in a network of 2, 3 and 2 neurons, for inputs "
    "{x1} and {x2}, first weight {weight}, first bias {bias} "
    "and true class {true_class}.",
    x1=(-2.0, 2.0, 0.1, 1.0),
    x2=(-2.0, 2.0, 0.1, 0.5),
    weight=(-2.0, 2.0, 0.1, 1.0),
    bias=(-2.0, 2.0, 0.1, 0.2),
    true_class=(0, 1, 1, 0),
)

# %% tags=["raises-exception"]
values = {"x1": 1.0, "x2": 0.5, "weight": 1.0, "bias": 0.2}
show(
    pictures.flow(mlp_gradients, **values, true_class=0),
    alt="A still picture, with the inputs 1 and 0.5, the weight "
    "1, the bias 0.2 and class 0 as the truth. The hidden "
    "neuron in the middle is silent: it and all lines that "
    "touch it are grey, with the slope 0. The other two pass "
    "slopes on: above 0 on their lines to class 1, below 0 on "
    "all their other lines.",
)

# %% [markdown] task="backpropagation-words" points=3
r"""
## In your own words

The friend's network had wrong slopes, and yet its loss fell. Explain to the friend how that can be, why one relative error for the whole network is not enough, and how a gradient check for every parameter leads to the place of a mistake. Four to eight sentences.

### BEGIN MARK SCHEME
One point each:

1. Why the loss fell: a direction need not be the exact gradient to lead downhill. Any of these is enough: the slopes of `W2` and `b2` were right, and they alone lower the loss; those of the gains were right but for a constant factor; on the whole the step still pointed to the lower side (its product with the true gradient is above 0). "The step was small" alone is not enough.
2. Why one number is not enough: it is the largest error of all entries, so it says that something is off and not where; or: one lit entry and all entries lit give the same number.
3. How the map leads to the place: slopes travel from the loss backwards, so parameters between the loss and the mistake are right and those it poisons are off; the first dark parameter, read from the loss, stands nearest to the cause. A pattern (one constant factor, a single parameter, signs) may be
   used instead if it is tied to a cause, as a mean in place of a sum.

An answer that only says "a gradient check compares two gradients" earns no point for that.
### END MARK SCHEME
"""

# %% [markdown] words="backpropagation-words"
r"""
Your step went downhill because a direction does not have to be the exact gradient for the loss to fall: it is enough that it points to the lower side. The slopes of W2 and b2 were right, and those of the gains only five times too small; these lowered the loss, and the rest did not undo it. It only makes learning worse, and no test that asks *does the
loss fall* can notice. One relative error for everything is the largest of all, so it says that something is off and never where. The map shows each parameter. Slopes run from the loss to the front, so everything between the loss and the mistake is still right: W2 and b2 were pale. The first dark parameter seen
from the loss is next to the cause. The gains were all off by the same factor, which is a mean in place of a sum, and W1 and b1 lay behind the tanh, whose slope was wrong.
"""

# %% [markdown]
r"""
## What you built

| piece | takes | gives |
|---|---|---|
| `Dense.backward` | `doutput` $(N, m)$ | slopes $(N, n)$ |
| its `dweights`, `dbiases` | | $(n, m)$, $(1, m)$ |
| `ReLU.backward` | `doutput` $(N, m)$ | slopes $(N, m)$ |
| `softmax_cross_entropy_backward` | shares $(N, C)$, labels | slopes $(N, C)$ |
| `SoftmaxCrossEntropy` | scores $(N, C)$, labels | a number; slopes $(N, C)$ |
| `mlp_gradients` | a batch and four parameters | four arrays, shaped like the parameters |
| `Tanh`, `Gain`, repaired | `doutput` $(N, n)$ | slopes $(N, n)$ |
| `dgains` of `Gain` | | $(1, n)$ |
| `gradient_check` | a loss, gradients, parameters | the error of every entry |

**Common mistakes**

- A mean for the biases, or 1/N in a layer: the 1/N enters once, in the loss.
- A product that fits in shape only because two sizes are alike.
- `dbiases` of shape `(m,)`: without `keepdims=True` the axis is lost.
- ReLU's mask taken from the slopes, not from the inputs.
- Writing into an array that somebody else still needs.
- A gradient check at a kink, or one number for the whole network.

**Words for the glossary**

| word | meaning |
|---|---|
| backpropagation | the chain rule, piece by piece, from the loss to the front |
| backward pass | going through the pieces in reverse order, handing slopes back |
| Jacobian | the table of the slopes of all outputs in all inputs |
| mask | an array of true and false that says where something passes |
| gradient check | comparing a backward pass with central differences |
| kink | a corner of a function, where it has no slope |

**What the big libraries call it**

| here | elsewhere |
|---|---|
| all backward passes | PyTorch: `loss.backward()`. TensorFlow: `tf.GradientTape`. scikit-learn: inside `MLPClassifier.fit` |
| `dweights`, `dbiases` | PyTorch: `.weight.grad` and `.bias.grad`. TensorFlow: `tape.gradient(loss, weights)` |
| `SoftmaxCrossEntropy` | PyTorch: `nn.CrossEntropyLoss()`, from scores. Keras: `CategoricalCrossentropy` with `from_logits=True`. scikit-learn: `log_loss`, from shares |
| `gradient_check` | PyTorch: `torch.autograd.gradcheck`. TensorFlow: `tf.test.compute_gradient`. SciPy: `scipy.optimize.check_grad` |

PyTorch **adds** to `.grad` in each backward pass, so you call `optimizer.zero_grad()` between steps. Here `backward` overwrites. PyTorch keeps weights as $(m, n)$, so its `.weight.grad` is lying on its side, seen from here.

**Sources**

- D. Rumelhart, G. Hinton and R. Williams (1986), *Learning representations by back-propagating errors*, Nature 323, 533-536.
- S. Linnainmaa (1976), *Taylor expansion of the accumulated rounding error*, BIT 16, 146-160: the reverse sweep, before it met networks.
- I. Goodfellow, Y. Bengio and A. Courville (2016), *Deep Learning*, MIT Press, section 6.5.
- C. Bishop (2006), *Pattern Recognition and Machine Learning*, Springer, section 5.3, and equations 4.106 and 4.109 for softmax.
- *CS231n, Convolutional Neural Networks for Visual Recognition*, Stanford, course notes, section on gradient checks.
"""

# %% [markdown]
r"""
## Extras

Two more exercises, if you like. Nothing later needs them.

### Exercise (x): `softmax_jacobian`

The table of step 4, for any shares.

<details><summary>Open the exercise</summary>

Given the shares of one sample, an array `(n,)`, return the array `(n, n)` whose entry in row $i$ and column $j$ is the slope of share $i$ in score $j$. It needs no scores: the shares tell all.

</details>
<details><summary>A nudge</summary>

The formula has two cases. Write $p_i (1 - p_i)$ as $p_i - p_i p_i$: what do the two cases have in common now?

</details>
<details><summary>The idea</summary>

Minus a product of two shares stands everywhere, on the diagonal and beside it. On the diagonal there is one thing more.

</details>
<details><summary>Nearly the code</summary>

`np.outer(a, b)` is the table of all products of an entry of `a` and one of `b`. `np.diag(a)` is a table with `a` on its diagonal and zeros elsewhere. Two loops over `i` and `j` work as well.

</details>
"""


# %% answer="softmax_jacobian"
def softmax_jacobian(p):
    """The slopes of all softmax shares in all scores.

    p: array (n,), shares that sum to 1, left as it was.
    Returns an array (n, n): row i, column j holds the slope
    of share i in score j.

    >>> softmax_jacobian(np.array([0.5, 0.5])).tolist()
    [[0.25, -0.25], [-0.25, 0.25]]
    """
    ### BEGIN SOLUTION
    return np.diag(p) - np.outer(p, p)
    ### END SOLUTION


# %% check="softmax_jacobian"
check("softmax_jacobian", softmax_jacobian)

# %% [markdown]
r"""
### Exercise (x): `sigmoid_bce_backward`

Sigmoid and binary cross-entropy are a pair like softmax and cross-entropy: here, too, everything cancels.

<details><summary>Open the exercise</summary>

One score $s$ a sample, its probability $p = \sigma(s)$, the truth $y$, which is 0 or 1, and the loss $-y \ln p - (1 - y) \ln(1 - p)$, averaged over $N$ samples. The loss's slope in $p$ is $(p - y) / (p (1 - p))$, and sigmoid's
slope is $p (1 - p)$. Multiply the two, and bring in the mean. The result is the slope in the scores. Probabilities may be exactly 0 or 1; stay quiet there.

</details>
<details><summary>A nudge</summary>

Multiply the two slopes on paper. What is left of the fraction?

</details>
<details><summary>The idea</summary>

What was said, minus what is true. The number of samples enters once.

</details>
<details><summary>Nearly the code</summary>

One line with a subtraction and a division by `n`. If a $p (1 - p)$ is left in yours, it has not been cancelled yet.

</details>
"""


# %% answer="sigmoid_bce_backward"
def sigmoid_bce_backward(p, y):
    """Slopes of the mean loss in the scores of a sigmoid.

    The loss is binary cross-entropy.
    p: array (N,), probabilities.
    y: array (N,) of 0.0 and 1.0.
    Both are left as they were.
    Returns an array (N,).

    >>> p, y = np.array([0.75, 0.5]), np.array([1.0, 0.0])
    >>> sigmoid_bce_backward(p, y).tolist()
    [-0.125, 0.25]
    """
    n = len(p)
    ### BEGIN SOLUTION
    slopes = (p - y) / n
    ### END SOLUTION
    return slopes


# %% check="sigmoid_bce_backward"
check("sigmoid_bce_backward", sigmoid_bce_backward)

# %%
progress()
