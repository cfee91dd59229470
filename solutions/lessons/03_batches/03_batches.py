# %% [markdown]
r"""
# 03 Batches

One sample at a time is slow and shaky. In this lesson a layer works on a whole stack of samples at once, and you learn to say the
shape of any product before you run it.

**You will be able to**

- send a batch through one layer and through two, with one matrix product for each;
- say the shape of a product without running it;
- turn weights from rows into columns, and prove that nothing else changes;
- write `Dense`, the layer that the rest of the course is built on;
- cut shuffled data into mini-batches.

**You need** lesson 02: a layer as a matrix with one row for each neuron.

**Time** about 80 minutes.

![A batch of five samples, drawn as five rows of four cells, goes through one layer of three neurons and comes out as five rows of three cells. One row is marked: it goes in as a row and comes out as a row.](../../../img/batches-overview.png)
"""

# %%
import numpy as np

from neuronlab import check, mine, play, progress, show
from neuronlab.datasets import spiral
from neuronlab.plots import batches as plots

# %% [markdown]
r"""
## Remember

Three quick questions on earlier lessons. Answer in the cell, run it, then run the check below it.

1. A layer of 3 neurons sees 4 inputs. How many numbers does it have to learn, weights and biases together?
2. One neuron with weights $(2, -1)$ and bias $0.5$ sees the inputs $(1, 3)$. What is its output? Give one decimal.
3. An array of shape `(4, 3)` plus an array of shape `(3,)`: what is the shape of the sum? Write it as Python does, in round brackets.
"""

# %% predict="remember_parameters_of_three"
remember_parameters_of_three = 15

# %% check="remember_parameters_of_three"
check("remember_parameters_of_three", remember_parameters_of_three)

# %% predict="remember_one_neuron_value"
remember_one_neuron_value = -0.5

# %% check="remember_one_neuron_value"
check("remember_one_neuron_value", remember_one_neuron_value)

# %% predict="remember_row_added"
remember_row_added = (4, 3)

# %% check="remember_row_added"
check("remember_row_added", remember_row_added)

# %% [markdown]
r"""
## What you bring along

Here are the two functions of lesson 02, as we would write them. If you solved them on this computer, your own code runs in their
place: `mine` looks for it, and below the cell stands whose code it is. (With `strict=True`, `zip` stops when its lists differ in length.)
"""


# %% given="batches-pieces"
def layer_loops(inputs, weights, biases):
    outputs = []
    for row, total in zip(weights, biases, strict=True):
        for value, weight in zip(inputs, row, strict=True):
            total += value * weight
        outputs.append(total)
    return outputs


def layer_dot(inputs, weights, biases):
    return np.dot(weights, inputs) + biases


layer_loops = mine("layer_loops", otherwise=layer_loops)
layer_dot = mine("layer_dot", otherwise=layer_dot)

# %% [markdown]
r"""
## 1. A stack of samples

In lesson 02 a layer saw one sample: four numbers went in, three came out. Real data has many samples. Stack them as rows, and you have a
**batch**: an array of shape `(N, n_inputs)`, one row for each sample.

Why work on many at once? For two reasons.

- **Speed.** Python is slow at starting things and NumPy is fast at doing them. One large product is started once.
- **Steadier steps.** Later, a network changes its weights after looking at some samples. One sample alone may be odd. The mean over
  thirty is a better adviser.

**Worked example.** Three samples, four inputs each, and the layer of lesson 02 with its three neurons. A loop sends one row after the
other through the layer. The first row is the sample you know: it gives 4.8, 1.21 and 2.385 again.
"""

# %%
first, second = [1.0, 2.0, 3.0, 2.5], [2.0, 5.0, -1.0, 2.0]
third = [-1.5, 2.7, 3.3, -0.8]
samples = np.array([first, second, third])
weights = np.array(
    [
        [0.2, 0.8, -0.5, 1.0],  # neuron 1
        [0.5, -0.91, 0.26, -0.5],  # neuron 2
        [-0.26, -0.27, 0.17, 0.87],  # neuron 3
    ]
)
biases = np.array([2.0, 3.0, 0.5])

for sample in samples:
    print(layer_dot(sample, weights, biases).round(4))

# %% [markdown]
r"""
### The rule of shapes

The loop can go. One matrix product, written `@` in NumPy, does all the rows. To write it, you need the rule that you know from lessons 00 and 02.
It is the most useful rule of this course:

> In a product, **the two inner sizes must be equal, and they go; the outer two stay.**

$$ (5, \underline{3}) \;\text{times}\; (\underline{3}, 4) \;\to\; (5, 4) $$

Each entry of the product is one dot product: a row of the left matrix with a column of the right one. The inner sizes say how many
numbers that row and that column have. If they differ, there is nothing to pair up. (For more practice, thirty cards wait at the end of this lesson.)

![Three matrices: A with 5 rows and 3 columns, times B with 3 rows and 4 columns, gives C with 5 rows and 4 columns. The two inner threes are equal and go. One row of A and one column of B are marked, and the one entry of C that they make.](../../../img/batches-shape-rule.png)
"""

# %% [markdown]
r"""
### The transpose

The samples are `(N, n_inputs)`. The weights, one row for each neuron, are `(n_neurons, n_inputs)`. The number of inputs should stand
inside, and it stands last in both. So the weights have to be **transposed**: each row becomes a column. In NumPy that is `weights.T`.

![A matrix W with the rows 1 2 3 and 4 5 6, one row for each neuron. Its transpose has the columns 1 2 3 and 4 5 6: each neuron stays together. Reshaped to the same shape it has the rows 1 2, 3 4 and 5 6: the neurons are mixed.](../../../img/batches-transpose.png)

There is another way to make `(3, 2)` out of `(2, 3)`: `reshape`. It keeps the order in which you read the numbers, row by row, and breaks
the line elsewhere. The shape is the same, the numbers stand in other places.

**Predict.** `W` has the rows `[7, 8, 9]` and `[10, 11, 12]`. What is the *first row* of `W.T`? Write its numbers in round brackets, such
as `(1, 2)`.
"""

# %% predict="predict_transposed_row"
predict_transposed_row = (7, 10)

# %% check="predict_transposed_row"
check("predict_transposed_row", predict_transposed_row)

# %%
W = np.array([[7, 8, 9], [10, 11, 12]])
print("W.T")
print(W.T)
print("W.reshape(3, 2)")
print(W.reshape(3, 2))

# %% [markdown]
r"""
### A batch through a layer

$$ \mathbf{Z} = \mathbf{X}\,\mathbf{W}^\top + \mathbf{b} $$

or, entry by entry,

$$ z_{ij} = \sum_{k=1}^{n} x_{ik}\, w_{jk} + b_j $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{X}$ | `X` | $(N, n)$ | one row for each sample, one column for each input |
| $\mathbf{W}$ | `weights` | $(m, n)$ | one row for each neuron |
| $\mathbf{W}^\top$ | `weights.T` | $(n, m)$ | one column for each neuron |
| $\mathbf{b}$ | `biases` | $(m,)$ | one number for each neuron, added to every row |
| $\mathbf{Z}$ | the answer | $(N, m)$ | row $i$, column $j$: what neuron $j$ gives for sample $i$ |

In lesson 02 there was one sample, and $i$ counted the inputs. From here on $i$ counts the samples, $j$ the neurons as before, and $k$ the inputs.

**On paper.** Two inputs, so samples are short: $(1, 2)$, $(3, 0)$ and $(-1, 1)$. Four neurons with the weights $(1, 0)$, $(0, 1)$,
$(1, 1)$ and $(2, -1)$, and the biases $0, 1, 0, -1$. Row by row:

$$ \begin{pmatrix} 1 & 2 \\ 3 & 0 \\ -1 & 1 \end{pmatrix}
\begin{pmatrix} 1 & 0 & 1 & 2 \\ 0 & 1 & 1 & -1 \end{pmatrix} =
\begin{pmatrix} 1 & 2 & 3 & 0 \\ 3 & 0 & 3 & 6 \\ -1 & 1 & 0 & -3 \end{pmatrix} $$

With the biases added to each row:

$$ \begin{pmatrix} 1 & 3 & 3 & -1 \\ 3 & 1 & 3 & 5 \\ -1 & 2 & 0 & -4 \end{pmatrix} $$

The first row with the last column, for example: $1 \cdot 2 + 2 \cdot (-1) = 0$, and with that neuron's bias $-1$.
Shapes: $(3, 2)$ times $(2, 4)$ gives $(3, 4)$. The inner twos go. The biases have the shape $(4,)$: broadcasting adds them to each of the
three rows, as in lesson 00.

**Predict.** `X` is `(6, 4)`, `weights` are `(2, 4)`, `biases` are `(2,)`. What is the shape of the output? Say it, do not run it.
"""

# %% predict="predict_batch_shape"
predict_batch_shape = (6, 2)

# %% check="predict_batch_shape"
check("predict_batch_shape", predict_batch_shape)

# %% [markdown]
r"""
### Exercise: `batch_dot`

A whole batch through one layer. Each row should give what `layer_dot` gives for it. A batch of one row is still a batch: it has two axes,
and so has the answer. (`samples[0]` is a sample, with the shape `(4,)`; `samples[:1]` is a batch of one, with the shape `(1, 4)`.)

<details><summary>A nudge</summary>

Write the shapes of X and of the weights side by side. Which sizes have to be the inner ones, and where do they stand?

</details>
<details><summary>The idea</summary>

The inputs have to stand last in the left matrix and first in the right one. The biases, one for each neuron, fit the last axis of the product as they
are.

</details>
<details><summary>Nearly the code</summary>

One product, in which one of the two arrays is transposed, and one sum. `@` multiplies matrices. No loop, and nothing to reshape.

</details>
"""


# %% answer="batch_dot"
def batch_dot(X, weights, biases):
    """The outputs of a layer for every row of a batch.

    X: array (N, n_inputs), one row for each sample.
    weights: array (n_neurons, n_inputs),
    one neuron in each row.
    biases: array (n_neurons,).
    Returns an array (N, n_neurons),
    one sample in each row.

    >>> X = np.array([[1.0, 2.0], [3.0, 4.0]])
    >>> W = np.array([[1.0, 1.0]])
    >>> batch_dot(X, W, np.array([10.0]))
    array([[13.],
           [17.]])
    """
    ### BEGIN SOLUTION
    return X @ weights.T + biases
    ### END SOLUTION


# %% check="batch_dot"
check("batch_dot", batch_dot)

# %% [markdown]
r"""
### Move the shapes

The picture shows one batch as it goes through a layer: 5 samples, 3 inputs, 4 neurons. (The biases are left out: they change no shape.) Below it, three sliders change the sizes. Move one
at a time and say first what will grow. Which of the three blocks does *not* change when samples are added? That is why a layer works for
any batch size.
"""

# %%
show(
    plots.shapes(samples=5, inputs=3, neurons=4),
    alt="Three blocks drawn to scale: X with 5 rows and 3 columns, the transposed weights with "
    "3 rows and 4 columns, and the output with 5 rows and 4 columns.",
)
play(
    plots.shapes,
    alt="X ({samples}, {inputs}), the transposed weights ({inputs}, {neurons}) and the output "
    "({samples}, {neurons}) as blocks drawn to scale.",
    samples=(1, 8, 1, 5),
    inputs=(1, 8, 1, 3),
    neurons=(1, 8, 1, 4),
)

# %% [markdown]
r"""
## 2. One layer after the other

A network is layers in a row. The output of the first is the input of the second:

$$ \mathbf{H} = \mathbf{X}\,\mathbf{W}_1^\top + \mathbf{b}_1 \qquad \mathbf{Z} = \mathbf{H}\,\mathbf{W}_2^\top + \mathbf{b}_2 $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{X}$ | `X` | $(N, n)$ | the batch |
| $\mathbf{W}_1$, $\mathbf{b}_1$ | `weights1`, `biases1` | $(h, n)$, $(h,)$ | first layer, $h$ neurons |
| $\mathbf{H}$ | `hidden` | $(N, h)$ | what the first layer gives |
| $\mathbf{W}_2$, $\mathbf{b}_2$ | `weights2`, `biases2` | $(m, h)$, $(m,)$ | second layer, $m$ neurons with $h$ inputs each |
| $\mathbf{Z}$ | the answer | $(N, m)$ | what the second layer gives |

A layer whose output only goes into another layer, here the first, is called **hidden**: nobody outside sees it. The number of rows never changes on the way. Samples never mix.

![A batch of shape 3 by 4 goes through a first layer with weights of shape 5 by 4 and becomes 3 by 5, then through a second layer with weights of shape 2 by 5 and becomes 3 by 2. There are three rows all the way.](../../../img/batches-chain.png)

**Predict.** A batch of 32 samples with 4 inputs goes through a layer of 8 neurons and then through one of 3. Give the shapes of `hidden` and
of the answer as a pair of shapes, such as `((1, 2), (3, 4))`.
"""

# %% predict="predict_two_shapes"
predict_two_shapes = ((32, 8), (32, 3))

# %% check="predict_two_shapes"
check("predict_two_shapes", predict_two_shapes)

# %% [markdown]
r"""
### Exercise: `two_layers`

The first line stands already. Complete the second.

**On paper first.** One sample $(1, 2)$. First layer: weights $(1, 0)$ and $(1, 1)$, biases $0$ and $1$. It gives $1$ and $1 + 2 + 1 = 4$.
Second layer: one neuron with weights $(2, 1)$ and bias $-3$. It gives $2 \cdot 1 + 1 \cdot 4 - 3 = 3$.

<details><summary>A nudge</summary>

What does the second layer see: X, or something else?

</details>
<details><summary>The idea</summary>

The second layer is a layer like the first, with its own weights and biases. Your `batch_dot` can be called again.

</details>
<details><summary>Nearly the code</summary>

Return what `batch_dot` gives for the hidden outputs and for the two arguments whose names end in 2.

</details>
"""


# %% answer="two_layers"
def two_layers(X, weights1, biases1, weights2, biases2):
    """The outputs of two layers, one after the other.

    X: array (N, n_inputs).
    weights1: array (n_hidden, n_inputs).
    biases1: array (n_hidden,).
    weights2: array (n_outputs, n_hidden).
    biases2: array (n_outputs,).
    Returns an array (N, n_outputs).

    >>> W1 = np.array([[1.0, 0.0], [1.0, 1.0]])
    >>> b1 = np.array([0.0, 1.0])
    >>> W2, b2 = np.array([[2.0, 1.0]]), np.array([-3.0])
    >>> two_layers(np.array([[1.0, 2.0]]), W1, b1, W2, b2)
    array([[3.]])
    """
    hidden = batch_dot(X, weights1, biases1)
    ### BEGIN SOLUTION
    return batch_dot(hidden, weights2, biases2)
    ### END SOLUTION


# %% check="two_layers"
check("two_layers", two_layers)

# %% [markdown]
r"""
Your two functions on the three samples from above. The first table repeats what the loop printed, the second one adds a layer. Its first row should
be 0.5031, -1.04185, -2.03875.
"""

# %% tags=["raises-exception"]
weights2 = np.array(
    [
        [0.1, -0.14, 0.5],
        [-0.5, 0.12, -0.33],
        [-0.44, 0.73, -0.13],
    ]
)
biases2 = np.array([-1.0, 2.0, -0.5])

print(batch_dot(samples, weights, biases).round(5))
Z = two_layers(samples, weights, biases, weights2, biases2)
print(Z.round(5))

# %% [markdown]
r"""
## 3. From rows to columns

So far a neuron's weights are a **row**, because that is how you write them by hand. Every product then needs a transpose. From here on the
course stores them the other way: a neuron's weights are a **column**. It is done once, when a layer is built, and the way forward needs no
transpose any more. The biases become one row, `(1, n_neurons)`, so that they lie as the outputs lie.

![On the left, weights of shape 2 by 3 with one row for each neuron and flat biases of length 2. On the right, weights of shape 3 by 2 with one column for each neuron and biases of shape 1 by 2. Arrows between them say transpose, and a second axis. Both give the same output.](../../../img/batches-rows-to-columns.png)

| | by hand (rows) | from `Dense` on (columns) |
|---|---|---|
| weights | $\mathbf{W}$, $(m, n)$ | $\mathbf{V}$, $(n, m)$ with $v_{kj} = w_{jk}$ |
| biases | $\mathbf{b}$, $(m,)$ | $\mathbf{c}$, $(1, m)$ with $c_{1j} = b_j$ |
| one neuron | row $j$ | column $j$ |
| output | $\mathbf{X}\,\mathbf{W}^\top + \mathbf{b}$ | $\mathbf{X}\,\mathbf{V} + \mathbf{c}$ |

This is the one change of storage in the whole course. Nothing a neuron computes changes: the same weights meet the same inputs.

**Prove it.** Take any sample $i$ and any neuron $j$. Put these four lines in order, so that each follows from the one before. Begin with
what lesson 02 says about a neuron, and end with the new storage. ($\sum_k$ is short for $k = 1$ to $n$, and $(\mathbf{W}^\top)_{kj}$ is the entry of
$\mathbf{W}^\top$ in row $k$ and column $j$.)

| letter | line |
|---|---|
| **A** | $= \sum_k x_{ik}\,(\mathbf{W}^\top)_{kj} + b_j$, because transposing exchanges the two places of an entry |
| **B** | $z_{ij} = \sum_k x_{ik}\,w_{jk} + b_j$, the weighted sum of one neuron |
| **C** | $= (\mathbf{X}\,\mathbf{V} + \mathbf{c})_{ij}$, because such a sum is what a matrix product is made of |
| **D** | $= \sum_k x_{ik}\,v_{kj} + c_{1j}$, because the transposed weights are called $\mathbf{V}$ and the row of biases $\mathbf{c}$ |

Write the four letters in quotes with spaces between, such as `"A B C D"`.
"""

# %% predict="predict_proof_order"
predict_proof_order = "B A D C"

# %% check="predict_proof_order"
check("predict_proof_order", predict_proof_order)

# %% [markdown]
r"""
### Exercise: `rows_to_columns`

Now in code: take weights and biases as they were, give them back as they will be. Numbers in, the same numbers out, in other places.

<details><summary>A nudge</summary>

Which of the two ways to get the shape `(n_inputs, n_neurons)` keeps each neuron's weights together?

</details>
<details><summary>The idea</summary>

The weights are transposed. The biases are flat, so a transpose does nothing to them: they need a second axis, in front.

</details>
<details><summary>Nearly the code</summary>

Return a pair. For the biases, `reshape` with 1 as the first size is right, or an index with `np.newaxis`: there is one row, so no order can get lost.

</details>
"""


# %% answer="rows_to_columns"
def rows_to_columns(weights, biases):
    """Each neuron's row of weights becomes a column.

    weights: array (n_neurons, n_inputs).
    biases: array (n_neurons,).
    Returns a pair of arrays:
    weights (n_inputs, n_neurons), biases (1, n_neurons).
    What was given is left as it was.

    >>> W = np.array([[1.0, 2.0]])
    >>> rows_to_columns(W, np.array([5.0]))
    (array([[1.],
           [2.]]), array([[5.]]))
    """
    ### BEGIN SOLUTION
    return weights.T, biases.reshape(1, -1)
    ### END SOLUTION


# %% check="rows_to_columns"
check("rows_to_columns", rows_to_columns)

# %% [markdown]
r"""
## 4. A layer that keeps its numbers: `Dense`

So far every call was handed weights and biases. A **class** can keep them: they belong to the layer, and its function uses them. Here is
a small one that keeps a single number. Its `self` is the object itself: what `__init__` writes into `self.factor`, `forward` finds there again.
"""


# %%
class Scale:
    def __init__(self, factor):
        self.factor = factor  # keep the number

    def forward(self, inputs):
        return self.factor * inputs  # use what was kept


twice = Scale(2.0)  # runs __init__
print(twice.forward(np.array([1.0, 3.0])))

# %% [markdown]
r"""
Your layer keeps two arrays. `Dense(4, 3, rng)` builds it for 4 inputs and 3 neurons, `layer.forward(X)` gives its output for a batch:

$$ \mathbf{Z} = \mathbf{X}\,\mathbf{W} + \mathbf{b} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{X}$ | `inputs` | $(N, n)$ | the batch |
| $\mathbf{W}$ | `self.weights` | $(n, m)$ | one column for each neuron: $\mathbf{V}$ above, from now on called $\mathbf{W}$ |
| $\mathbf{b}$ | `self.biases` | $(1, m)$ | one row, added to every sample's outputs |
| $\mathbf{Z}$ | what `forward` returns | $(N, m)$ | one row for each sample |

A new layer knows nothing. Its biases are zeros. Its weights are small random numbers: `0.01` times *standard normal* numbers, which lie around 0,
mostly between -2 and 2. They come from `rng`, a source of random numbers that is passed in. Why random? Neurons of a layer that begin alike give the same
answers, are changed in the same way by training, and so stay alike for ever. Why small? Lesson 10 comes back to that.

**Predict.** `layer = Dense(4, 3, rng)` is given `X` with the shape `(32, 4)`. Give four shapes: of `layer.weights`, of `layer.biases`, of
`layer.forward(X)`, and of `layer.forward(X[:1])`, a batch of one. Write them as `((1, 2), (3, 4), (5, 6), (7, 8))`.
"""

# %% predict="predict_dense_shapes"
predict_dense_shapes = ((4, 3), (1, 3), (32, 3), (1, 3))

# %% check="predict_dense_shapes"
check("predict_dense_shapes", predict_dense_shapes)

# %% [markdown]
r"""
### Exercise: `Dense`

The name stands for *densely connected*: every neuron sees every input. Build it. All later lessons stand on it.

So that your layer can be checked, take all random numbers in one call, `rng.standard_normal(shape)`, with the final shape, and multiply by `0.01`.

<details><summary>A nudge</summary>

Say the three shapes first: inputs, weights, biases. Columns are neurons now. Which sizes are the inner ones of the product?

</details>
<details><summary>The idea</summary>

`__init__` keeps two arrays: random ones with one column for each neuron, and one row of zeros. `forward` is one product and one sum, and needs no
transpose. It must return its result.

</details>
<details><summary>Nearly the code</summary>

`rng.standard_normal` takes the shape as a pair, `np.zeros` does too. In `forward`, `inputs` is the left matrix; the layer's own arrays are
`self.weights` and `self.biases`.

</details>
"""


# %% answer="Dense"
class Dense:
    """A layer in which every neuron sees every input.

    weights: array (n_inputs, n_neurons),
    0.01 times standard normal numbers.
    biases: array (1, n_neurons), zeros.

    >>> layer = Dense(2, 3, np.random.default_rng(0))
    >>> layer.weights.shape, layer.biases.shape
    ((2, 3), (1, 3))
    >>> layer.forward(np.ones((5, 2))).shape
    (5, 3)
    """

    def __init__(self, n_inputs, n_neurons, rng):
        """n_inputs, n_neurons: whole numbers.

        rng: np.random.default_rng(seed).
        """
        ### BEGIN SOLUTION
        self.weights = 0.01 * rng.standard_normal((n_inputs, n_neurons))
        self.biases = np.zeros((1, n_neurons))
        ### END SOLUTION

    def forward(self, inputs):
        """inputs: array (N, n_inputs), any N.

        Returns an array (N, n_neurons).
        """
        ### BEGIN SOLUTION
        return inputs @ self.weights + self.biases
        ### END SOLUTION


# %% check="Dense"
check("Dense", Dense)

# %% [markdown]
r"""
**Tried out with your own code.** You proved on paper that both ways to store a layer give the same output. A hundred layers of random sizes test
whether your three pieces do, too: by rows with `batch_dot`, by columns with `rows_to_columns` and `Dense`. The largest difference of all
should be zero up to rounding, so it is printed with twelve decimals.
"""

# %% tags=["raises-exception"]
rng = np.random.default_rng(3)
largest = 0.0
for _ in range(100):
    N, n_inputs, n_neurons = rng.integers(1, 9, 3)
    X = rng.standard_normal((N, n_inputs))
    W = rng.standard_normal((n_neurons, n_inputs))
    b = rng.standard_normal(n_neurons)
    layer = Dense(n_inputs, n_neurons, rng)
    layer.weights, layer.biases = rows_to_columns(W, b)
    apart = layer.forward(X) - batch_dot(X, W, b)
    largest = max(largest, abs(apart).max())
print(f"largest difference: {largest:.12f}")

# %% [markdown]
r"""
## 5. Data in small portions

Here is the data that the course will train on first: a **spiral**, points on three arms. The two inputs are a point's two coordinates. Each
point belongs to one of three kinds, called **classes** (they have nothing to do with Python's `class`), one for each arm. The number of its class, 0, 1
or 2, is the point's **label**.

No straight lines part the arms, so one layer is not enough. Nor are two that follow each other directly, as in step 2: lesson 04 shows what has to stand
between them. That is what makes the spiral a good test.

`spiral(100, 3, rng)` returns `X` with shape `(300, 2)` and the labels `y` with shape `(300,)`: row `i` of `X` belongs to class `y[i]`.
The rows come sorted: the first hundred are all of class 0.
"""

# %%
X, y = spiral(100, 3, np.random.default_rng(0))
print(X.shape, y.shape)
print("first labels:", y[:5], " last:", y[-5:])
show(
    plots.points(X, y),
    alt="Points on three arms that wind around the origin, a colour and a marker for each class.",
)

# %% [markdown]
r"""
### Mini-batches

All 300 rows could go through a layer at once. With 300 million they could not, and it would be a long wait for one step. So data is cut into
**mini-batches** of, say, 32 rows. One pass over all of the data is an **epoch**. For each epoch:

1. **shuffle** the rows, so that a batch is a fair sample and not one class only, and so that batches differ from epoch to epoch;
2. keep rows and labels **together**: where row 17 goes, label 17 goes;
3. **cut** into pieces of `batch_size` rows. The last piece may be smaller. It is not thrown away.

NumPy picks several rows at once when it is given their numbers: `X[[4, 1, 6]]` holds the rows 4, 1 and 6, in this order. Unlike a slice, this is a
copy.

![Seven rows with their labels a, b and c. First as given, sorted by label. Then shuffled, each row still beside its label. Then cut into batches of three, three and one.](../../../img/batches-minibatches.png)

With $N$ rows and batches of $B$ rows, the number of batches is $\lceil N / B \rceil$: divide and round up.

**On paper.** 7 rows in batches of 3 are $\lceil 7/3 \rceil = 3$ batches, of 3, 3 and 1 rows.

**Predict.** 300 rows in batches of 32. How many batches are there, and how many rows does the last one have? Answer with a pair, such as `(3, 1)`.
"""

# %% predict="predict_last_batch"
predict_last_batch = (10, 12)

# %% check="predict_last_batch"
check("predict_last_batch", predict_last_batch)

# %% [markdown]
r"""
### Exercise: `minibatches`

Write a function that hands out one epoch: pairs of some rows of `X` and their entries of `y`, one pair for each batch, so that a `for` can go through
them. It may return a list of pairs. Or it may be a **generator**, a function with `yield`: each `yield` gives one value, and the `for` comes back for the next. For example:

```python
def squares(n):
    for number in range(n):
        yield number, number**2

for number, square in squares(3):
    print(number, square)
# 0 0, then 1 1, then 2 4
```

All chance comes from `rng`: equal seeds give equal orders, and a second epoch with the same `rng` has a new order. `X` and `y` themselves
stay as they are.

<details><summary>A nudge</summary>

Do not shuffle X and do not shuffle y. What could you shuffle instead that works for both?

</details>
<details><summary>The idea</summary>

Shuffle the <em>numbers</em> of the rows, 0 to N - 1. A slice of that order says which rows make one batch. Use it to index both arrays.

</details>
<details><summary>Nearly the code</summary>

`rng.permutation(len(X))` is a shuffled order. Let `start` run through `range(0, len(X), batch_size)`: each slice of the order from `start` on,
`batch_size` long, picks one batch. A slice that runs past the end is cut short by itself.

</details>
"""


# %% answer="minibatches"
def minibatches(X, y, batch_size, rng):
    """One epoch of shuffled batches.

    X: array (N, n_inputs).
    y: array (N,), entry i belongs to row i.
    batch_size: how many rows a batch has;
    the last one may have fewer.
    rng: a source of random numbers, such as
    np.random.default_rng(seed).
    Gives pairs (rows of X, their entries of y)
    that cover the data once.

    >>> X, y = np.arange(10.0).reshape(5, 2), np.arange(5)
    >>> rng = np.random.default_rng(0)
    >>> batches = minibatches(X, y, 2, rng)
    >>> [len(some_y) for some_X, some_y in batches]
    [2, 2, 1]
    """
    ### BEGIN SOLUTION
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        chosen = order[start : start + batch_size]
        yield X[chosen], y[chosen]
    ### END SOLUTION


# %% check="minibatches"
check("minibatches", minibatches)

# %% [markdown]
r"""
## Find the bug

A friend has a trained layer, stored in columns, and a program that wants rows, the way PyTorch stores them. So the friend wrote the way back. It runs.
Every shape is right. What the network says is nonsense.

Below, the first neuron's weights are 1, 2, 3 and the second one's 10, 20, 30. Look at what becomes of them.
"""


# %% given="batches-bug"
def columns_to_rows(weights, biases):
    n_inputs, n_neurons = weights.shape
    rows = weights.reshape(n_neurons, n_inputs)
    return rows, biases.reshape(n_neurons)


columns = np.array([[1, 10], [2, 20], [3, 30]])
print(columns_to_rows(columns, np.array([[5, 7]])))

# %% [markdown]
r"""
**Predict.** What is wrong? Answer with one letter, such as `"a"`.

- **a** The shape of the weights that come back is wrong.
- **b** The rows that come back mix weights of different neurons.
- **c** The biases should stay a row of shape `(1, n_neurons)`, or they end up in the wrong order.
- **d** The weights that were given are changed.
"""

# %% predict="predict_bug_in_columns_to_rows"
predict_bug_in_columns_to_rows = "b"

# %% check="predict_bug_in_columns_to_rows"
check("predict_bug_in_columns_to_rows", predict_bug_in_columns_to_rows)

# %% [markdown]
r"""
### Exercise: `repair_columns_to_rows`

Repair it. The flat biases that your friend's version returns are right, for any number of neurons, one included.

<details><summary>A nudge</summary>

You know the way there. What is the way back from a column to a row?

</details>
<details><summary>The idea</summary>

Transposing twice changes nothing, so the way back is the way there. The biases have one axis too many this time.

</details>
<details><summary>Nearly the code</summary>

Only one of the two reshapes has to go. The other is harmless, because a single row has only one order in which to read it.

</details>
"""


# %% answer="repair_columns_to_rows"
def repair_columns_to_rows(weights, biases):
    """Each neuron's column of weights becomes a row again.

    weights: array (n_inputs, n_neurons).
    biases: array (1, n_neurons).
    Returns a pair of arrays:
    weights (n_neurons, n_inputs), biases (n_neurons,).

    >>> weights = np.array([[1.0], [2.0]])
    >>> repair_columns_to_rows(weights, np.array([[5.0]]))
    (array([[1., 2.]]), array([5.]))
    """
    ### BEGIN SOLUTION
    n_neurons = weights.shape[1]
    return weights.T, biases.reshape(n_neurons)
    ### END SOLUTION


# %% check="repair_columns_to_rows"
check("repair_columns_to_rows", repair_columns_to_rows)

# %% [markdown]
r"""
## Play: loops against NumPy

Three ways to send a batch through a layer, all yours: two Python loops inside a third one, `layer_dot` row by row, and `batch_dot`. The first picture shows the
time **for one sample** against the batch size, for a layer with 16 inputs and 16 neurons. It was measured once, on another computer. The loop on a single
sample counts as 1, and each mark on the left axis is a tenth of the one above it.

Look for two things. Where do the lines lie? And which of them falls when the batch grows?
"""

# %%
show(
    plots.race(),
    alt="Time for one sample against batch size: loops near 1, layer_dot near 1/10, batch_dot falls.",
)

# %% [markdown]
r"""
The two ways that go row by row do the same work for every sample, so a larger batch brings them little. `batch_dot` is started once for the whole
batch: the more samples share that start, the less each pays.

Now move the sliders: the bars are your own three ways, measured now, on this computer, and again at every step.
"""


# %% tags=["raises-exception", "nbval-ignore-output"]
ways = {
    "loops": plots.one_by_one(layer_loops, lists=True),
    "layer_dot, row by row": plots.one_by_one(layer_dot),
    "batch_dot": batch_dot,
}
play(
    plots.bars(ways),
    alt="Three bars, one for each way: the time for {samples} samples and {neurons} neurons.",
    samples=(1, 256, 1, 64),
    neurons=(1, 32, 1, 16),
)

# %% [markdown]
r"""
## Play: what a batch says about the whole

The second reason for batches was steadier steps. Take the mean of the first input over each batch as its report on the whole data set. Your
`minibatches` makes the batches of four epochs. Each dot is the report of one full batch, and the dashed line is the mean of all 300 points. The upright bar
beside each group of dots says how far from that line a report usually lies: one *standard deviation*, up and down.

Four times as many rows in a batch make the reports about twice as steady, not four times: the spread shrinks with the square root. So there is
something to gain from batches, and less and less from larger ones. Move the slider and find the size from which on you would trust a report.
"""

# %% tags=["raises-exception"]
show(
    plots.means(minibatches, X, y),
    alt="Means of the first input in batches of 1, 4, 16 and 64 rows: the larger the batches, "
    "the closer they lie to the mean of all.",
)
play(
    plots.histogram(minibatches, X, y),
    alt="A histogram of the means of batches of {batch_size} rows; a line marks the mean of all.",
    batch_size=(1, 100, 1, 4),
)

# %% [markdown] task="batches-words" points=3
r"""
## In your own words

A layer has weights of shape `(5, 2)`, stored by columns, and biases of shape `(1, 2)`. A batch `X` of shape `(20, 5)` comes in. Without running
anything: what is the shape of the output, and what does each of its two axes mean? Which two sizes had to be equal in the product, and why must they? What
changes if only one sample comes? (Four to six sentences.)

### BEGIN MARK SCHEME
One point each:

1. The output is (20, 2): axis 0 counts samples, axis 1 neurons.
2. The two fives are the inner sizes: every neuron pairs each of the 5 inputs of a sample with one weight of its own, so there must be as many of one as of the other.
3. One sample comes as (1, 5) and gives (1, 2); weights and biases stay as they are. (An answer that sends in a flat (5,) earns the point
   if it says that the product is then flat, (2,), or that the biases (1, 2) turn the output into (1, 2).)
### END MARK SCHEME
"""

# %% [markdown] words="batches-words"
r"""
The output is (20, 2): one row for each of the 20 samples, one column for each of the 2 neurons. The two fives have to be equal, the columns of X
and the rows of the weights. Each neuron multiplies every input of a sample by a weight of its own, so it needs exactly 5 weights for 5 inputs. The
biases are added to every row. If only one sample comes, it should come as (1, 5), a batch of one; the output is then (1, 2), and nothing in the
layer changes.
"""

# %% [markdown]
r"""
## What you built

| piece | takes | gives |
|---|---|---|
| `batch_dot` | `X` $(N, n)$, weights $(m, n)$, biases $(m,)$ | $(N, m)$ |
| `two_layers` | `X` $(N, n)$, weights $(h, n)$ and $(m, h)$, biases $(h,)$ and $(m,)$ | $(N, m)$ |
| `rows_to_columns` | weights $(m, n)$, biases $(m,)$ | weights $(n, m)$, biases $(1, m)$ |
| `Dense`, its `forward` | `X` $(N, n)$ | $(N, m)$ |
| `minibatches` | `X` $(N, n)$, `y` $(N,)$ | pairs $(B, n)$, $(B,)$; the last may be smaller |
| `repair_columns_to_rows` | weights $(n, m)$, biases $(1, m)$ | weights $(m, n)$, biases $(m,)$ |

**Common mistakes**

- `reshape` where a transpose is meant: no error, wrong numbers.
- A layer that was only tried with as many neurons as inputs.
- Biases as a column, which run down the batch.
- One sample as `(4,)` where a batch `(1, 4)` is meant.
- `X` and `y` shuffled apart, each in an order of its own.
- The last small batch thrown away.

**Words for the glossary**

| word | meaning |
|---|---|
| batch, mini-batch | samples that are handled at once; in older texts, and in *batch gradient descent*, a batch is all of the data |
| epoch | one pass over all of the data |
| transpose | rows become columns |
| hidden layer | a layer whose output goes to another layer |
| class, label | a kind of sample, and the number that says which kind a sample is |
| dense, fully connected | every neuron sees every input |

**What the big libraries call it**

Libraries differ in storage, and now you can read both.

| library | a layer | its weights; its biases |
|---|---|---|
| PyTorch | `nn.Linear(n, m)` | `weight`, $(m, n)$: rows; `bias`, $(m,)$ |
| Keras | `Dense(m)` | `kernel`, $(n, m)$: columns; `bias`, $(m,)$ |
| scikit-learn | `MLPClassifier` | `coefs_`: columns; `intercepts_` |

PyTorch's `DataLoader(batch_size=..., shuffle=True)` is your `minibatches`; its `drop_last` is off unless you ask for it.

**With care**

Some texts keep the output in `layer.output` and return nothing, and take all weights from one source of random numbers for everything. Here `forward` returns, and `rng`
is passed in, so that a run can be repeated. And some say that batches make a network *generalize* better, which means: do well on data that it has not seen. What is sure is that
they make steps steadier and each sample cheaper. Very large batches have been seen to generalize worse (Keskar and others, 2017); with a learning rate and a number of steps chosen
for them, most of that difference goes away (Shallue and others, 2019).

**Sources**

- H. Kinsley and D. Kukieła (2020), *Neural Networks from Scratch in Python*, chapters 2 and 3: the three samples and their layers.
- A. Karpathy, notes to Stanford CS231n, *Putting it together: minimal neural network case study*: the spiral (the stretch of the angle by 2.5 comes from Kinsley and Kukieła).
- I. Goodfellow, Y. Bengio and A. Courville (2016), *Deep Learning*, MIT Press, sections 2.1 and 8.1.3.
- N. Keskar and others (2017), *On large-batch training for deep learning*, ICLR.
- C. Shallue and others (2019), *Measuring the effects of data parallelism on neural network training*, Journal of Machine Learning Research 20.
"""

# %% [markdown]
r"""
## Extras

One more exercise: the rule of shapes, in code. Nothing later needs it. Teach the rule to the computer, then let it quiz you.

### Exercise (x): `product_shape`

<details><summary>Open the exercise</summary>

Given two shapes, say the shape of the product, or `None` if there is no product. Use no arrays: the rule needs only the four numbers.

Below the check are thirty cards. Each shows two matrices: say the shape of their product aloud, or that there is none, then turn the card. What it says
comes from your `product_shape`. The still picture is the first card, turned.

<details><summary>A nudge</summary>

Which two of the four numbers are the inner ones?

</details>
<details><summary>The idea</summary>

Compare the inner sizes. If they are equal, the answer is made of the outer two.

</details>
<details><summary>Nearly the code</summary>

An `if` that compares the second entry of one shape with the first entry of the other, and two returns.

</details>

</details>
"""


# %% answer="product_shape"
def product_shape(left, right):
    """The shape of left @ right, from the shapes alone.

    left, right: pairs (rows, columns) of whole numbers.
    Returns a pair (rows, columns), or None if the matrices
    do not fit.

    >>> product_shape((5, 3), (3, 4))
    (5, 4)
    """
    ### BEGIN SOLUTION
    if left[1] != right[0]:
        return None
    return left[0], right[1]
    ### END SOLUTION


# %% check="product_shape"
check("product_shape", product_shape)


# %% tags=["raises-exception"]
cards = plots.shape_cards(product_shape)
show(
    cards(card=1, turned=1),
    alt="The first card, turned: two matrices with their sizes, and the shape of their product.",
)
play(
    cards,
    alt="Card {card}: two matrices with their sizes. Turned is {turned}: at 1 it says the shape "
    "of their product.",
    card=(1, 30, 1, 1),
    turned=(0, 1, 1, 0),
)

# %%
progress()
