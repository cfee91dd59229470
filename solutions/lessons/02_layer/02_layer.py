# %% [markdown]
r"""
# 02 A layer of neurons

One neuron makes one number out of many. Here you put several neurons side by side, and by the end one line of NumPy
computes all of them.

**You will be able to**

- work out what a layer gives, on paper, with loops and with one product;
- read from the shape of the weights how many inputs and how many neurons there are;
- say which shape comes out before you run anything;
- count the parameters of a network.

**You need** lesson 01 (a neuron is a weighted sum plus a bias) and, from lesson 00, what a shape and an axis are.

**Time** about 80 minutes, and 15 more for the extra.

![Four inputs on the left, three neurons on the right, and a line from every input to every neuron. The four lines into the second neuron are thick. The inputs are 1, 2, 3 and 2.5, the outputs 4.8, 1.21 and 2.385.](../../../img/layer-three-neurons.png)
"""

# %%
import numpy as np

from neuronlab import check, play, progress, show
from neuronlab.plots.layer import layer_picture

# %% [markdown]
r"""
## Remember

Three quick questions on earlier lessons. Write your answer in place of `None`, run both cells, and go on, whatever the check says.

**First, from lesson 01.** A neuron has the weights $(0.5, -1)$ and the bias $4$. It sees the inputs $(2, 3)$. What is its output? Give one decimal.
"""

# %% predict="remember_neuron"
remember_neuron = 2.0

# %% check="remember_neuron"
check("remember_neuron", remember_neuron)

# %% [markdown]
r"""
**Second, from lesson 01.** A gate has the weights $(2, -1)$ and the bias $-1$. Both inputs are $1$. Does it fire? `True` or `False`.
"""

# %% predict="remember_gate"
remember_gate = False

# %% check="remember_gate"
check("remember_gate", remember_gate)

# %% [markdown]
r"""
**Third, from lesson 00.** `X` has the shape `(5, 2)`. What shape does `X.mean(axis=0)` have? A shape is a tuple: with one axis of four entries
it would be written `(4,)`.
"""

# %% predict="remember_layer_axis"
remember_layer_axis = (2,)

# %% check="remember_layer_axis"
check("remember_layer_axis", remember_layer_axis)

# %% [markdown]
r"""
## 1. Several neurons, the same inputs

A neuron answers one question about its inputs. Mostly we want several questions answered: is it large, is it round, is it dark?
So we take several neurons and show all of them the same inputs.

That is a **layer**. Each neuron has weights of its own and a bias of its own, and each gives one number. Neurons of one
layer do not see each other.

Neuron $j$ of a layer gives

$$ z_j = \sum_{i=1}^{n} w_{ji}\, x_i + b_j $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $n$ | `len(inputs)` | number | how many inputs |
| $x_i$ | `inputs[i-1]` | number | input $i$, for all neurons |
| $w_{ji}$ | `weights[j-1][i-1]` | number | its weight in neuron $j$ |
| $b_j$ | `biases[j-1]` | number | the bias of neuron $j$ |
| $z_j$ | `outputs[j-1]` | number | what neuron $j$ gives |

The sign $\sum$ says: add up, for $i$ from 1 to $n$. Formulas count from 1 and Python counts from 0: $x_1$ is `inputs[0]`, and $w_{21}$ is `weights[1][0]`. Read the two indices of a weight as
*to* neuron 2, *from* input 1.
"""

# %% [markdown]
r"""
**On paper.** Two neurons see the inputs $(2, 3)$.

| | weights | bias | weighted sum | output |
|---|---|---|---|---|
| first neuron | $(1, -1)$ | $0.5$ | $2 \cdot 1 + 3 \cdot (-1) = -1$ | $-1 + 0.5 = -0.5$ |
| second neuron | $(0.5, 2)$ | $-1$ | $2 \cdot 0.5 + 3 \cdot 2 = 7$ | $7 - 1 = 6$ |

Two inputs go in and two numbers come out. It is by chance that both are two: the number of outputs is the number of neurons.
In code, each neuron written out by hand:
"""

# %%
first = 2.0 * 1.0 + 3.0 * -1.0 + 0.5
second = 2.0 * 0.5 + 3.0 * 2.0 - 1.0
first, second

# %% [markdown]
r"""
**Predict.** A third neuron joins the two, with the weights $(2, 0)$ and the bias $1$. The inputs are still $(2, 3)$. What does the layer give now?
Write all three numbers in round brackets, each with one decimal.
"""

# %% predict="predict_three_outputs"
predict_three_outputs = (-0.5, 6.0, 5.0)

# %% check="predict_three_outputs"
check("predict_three_outputs", predict_three_outputs)

# %% [markdown]
r"""
### One neuron or a layer?

Lesson 01 had a neuron with the inputs $(0.34, 0.45, 0.69)$, the weights $(0.24, 0.53, 0.78)$ and the bias $0.72$. In some notes on neural networks
this very calculation is called a layer. How many numbers come out of it?

![On the left one neuron with three inputs: 3 weights, 1 bias, 1 number out. On the right a layer of three neurons that see the same three inputs: 9 weights, 3 biases, 3 numbers out.](../../../img/layer-neuron-or-layer.png)

(Here each circle of a neuron shows its bias, so that you can count biases.)

One number comes out: $1.5783$. Three lines run into a circle, so the eye sees three of something. But inputs are not neurons. To count neurons, count what comes *out*, or count the
biases: each neuron has exactly one. The calculation above is a single neuron that looks at three inputs.

You may call it a layer of one neuron, and that is not wrong. It does not yet show what is new about a layer: several neurons on the same inputs.

### Where does the sum begin, and where does it end?

The same notes write the sum as $\sum_{i=0}^{n}$, from 0 to $n$, with the bias added after it. It is an easy slip for anyone who thinks in Python and in formulas
at once.

**Predict.** With $n = 3$ inputs, how many terms (products that are added up) does a sum from $i = 0$ to $i = n$ have?
"""

# %% predict="predict_terms"
predict_terms = 4

# %% check="predict_terms"
check("predict_terms", predict_terms)

# %% [markdown]
r"""
<details><summary>Open this when you have answered</summary>

The sum in a formula includes its last step. From 0 to $n$ that is one step more than there are inputs, and the last one asks for an input that does not
exist. In Python, `inputs[n]` would be an `IndexError`.

Two ways are right: $\sum_{i=1}^{n}$, when counting from 1, and $\sum_{i=0}^{n-1}$, when counting from 0 as `range(n)` does. Both have $n$ terms.

Some books do let the sum run from 0 to $n$ and mean it. They write the bias as a weight $w_0$ whose input $x_0$ is always 1. Then the extra term *is* the bias, and
nothing is added after the sum. With a bias behind the sum, there must be $n$ terms.

</details>
"""

# %% [markdown]
r"""
## 2. A loop inside a loop

Two indices, two loops. The outer loop goes from neuron to neuron. The inner loop goes from input to input and gathers one neuron's sum. Here is what
happens to `total` for the two neurons above, biases not yet added:

| neuron `j` | input `i` | product | `total` after it |
|---|---|---|---|
| 0 | 0 | $2 \cdot 1 = 2$ | $2$ |
| 0 | 1 | $3 \cdot (-1) = -3$ | $-1$ |
| 1 | 0 | $2 \cdot 0.5 = 1$ | $1$ |
| 1 | 1 | $3 \cdot 2 = 6$ | $7$ |

Look at the third row: the new neuron does not go on from $-1$.
"""

# %% [markdown]
r"""
### Exercise: `layer_order`

Put lines in order before you write your own. The function below should return the weighted sum of each neuron, without biases, in a list. Six of these
eight lines make its middle; two are left over. Spaces at the start of a line are part of it.

```
A  for j in range(len(weights)):
B          total += weights[j][i] * inputs[i]
C  sums = []
D      total = 0.0
E      for i in range(len(inputs)):
F      sums.append(total)
G  total = 0.0
H          sums.append(total)
```

Above them stands `def weighted_sums(inputs, weights):`, below them `return sums`. Any order that works is accepted.

<details><summary>A nudge</summary>

What must be there before the first loop begins? And what must happen anew for each neuron?

</details>
<details><summary>The idea</summary>

A line belongs to the loop above it when it is indented further. One neuron's sum is started, gathered and stored inside the outer loop; only
the gathering is inside the inner loop.

</details>
<details><summary>Nearly the code</summary>

Begin with the empty list, then open the outer loop. Of D and G take the one that happens once for each neuron. Of F and H take the one that happens when a neuron's
sum is complete.

</details>
"""


# %% answer="layer_order"
def layer_order():
    """The letters of the lines in their order.

    Returns one text, such as "A B C D E F".
    """
    ### BEGIN SOLUTION
    return "C A D E B F"
    ### END SOLUTION


# %% check="layer_order"
check("layer_order", layer_order)

# %% [markdown]
r"""
### Exercise: `layer_loops`

Now the whole layer, in plain Python and on a blank page. Two things are new, compared with the lines above: each neuron's own bias, and that you decide how to loop.

<details><summary>A nudge</summary>

How many times is a bias added, all in all? Which loop runs that many times?

</details>
<details><summary>The idea</summary>

For each neuron: start from nothing (or from its bias), add up weight times input, store the result, go on to the next. The list grows by one number for each neuron.

</details>
<details><summary>Nearly the code</summary>

`zip(weights, biases)` hands you one neuron's row of weights and its bias at a time. Inside, `zip(inputs, row)` hands you pairs that you multiply. What you start anew for each
neuron belongs between the two `for` lines.

</details>
"""


# %% answer="layer_loops"
def layer_loops(inputs, weights, biases):
    """What each neuron of a layer gives.

    inputs: list of n_inputs numbers.
    weights: n_neurons lists, each of n_inputs numbers.
    biases: list of n_neurons numbers.
    Returns a list of n_neurons numbers.
    The lists that come in stay as they are.

    >>> weights = [[1.0, -1.0], [0.5, 2.0]]
    >>> layer_loops([2.0, 3.0], weights, [0.5, -1.0])
    [-0.5, 6.0]
    """
    ### BEGIN SOLUTION
    outputs = []
    for j in range(len(biases)):
        output = biases[j]
        for i in range(len(inputs)):
            output += weights[j][i] * inputs[i]
        outputs.append(output)
    return outputs
    ### END SOLUTION


# %% check="layer_loops"
check("layer_loops", layer_loops)

# %% [markdown]
r"""
## 3. The weights as a matrix

All weights of a layer fit into one table, the **weight matrix**. One row for each neuron, one column for each input.

![The weights of the layer as a table of three rows and four columns. An arrow downwards is axis 0, the neurons; an arrow to the right is axis 1, the inputs. The second row belongs to neuron 2 and is weights at index 1. Below stands: weights.shape is (3, 4).](../../../img/layer-matrix.png)

A row says what *one neuron* makes of all inputs. A column says what *all neurons* make of
one input. `weights[1]` is a row, `weights[:, 3]` a column; both count from 0.
"""

# %%
inputs = np.array([1.0, 2.0, 3.0, 2.5])
weights = np.array(
    [
        [0.2, 0.8, -0.5, 1.0],  # neuron 1
        [0.5, -0.91, 0.26, -0.5],  # neuron 2
        [-0.26, -0.27, 0.17, 0.87],  # neuron 3
    ]
)
biases = np.array([2.0, 3.0, 0.5])

print("weights.shape     ", weights.shape)
print("weights[1]        ", weights[1], "  neuron 2")
print("weights[:, 3]     ", weights[:, 3], "  input 4")

# %% [markdown]
r"""
The whole layer in one formula:

$$ \mathbf{z} = \mathbf{W}\mathbf{x} + \mathbf{b} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{x}$ | `inputs` | $(n,)$ | the inputs |
| $\mathbf{W}$ | `weights` | $(m, n)$ | one row for each neuron, one column for each input |
| $\mathbf{b}$ | `biases` | $(m,)$ | one bias for each neuron |
| $\mathbf{z}$ | `outputs` | $(m,)$ | one output for each neuron |

Here $n$ is the number of inputs and $m$ the number of neurons; in code `n_inputs` and `n_neurons`. The product $\mathbf{W}\mathbf{x}$ means: the dot product of *each row* of
$\mathbf{W}$ with $\mathbf{x}$.

**On paper.** Two neurons, three inputs: $\mathbf{W}$ has the shape $(2, 3)$.

$$
\mathbf{W} = \begin{pmatrix} 1 & 0 & 2 \\ -1 & 3 & 0.5 \end{pmatrix} \qquad
\mathbf{x} = \begin{pmatrix} 2 \\ 1 \\ 4 \end{pmatrix} \qquad
\mathbf{b} = \begin{pmatrix} 0.5 \\ 1 \end{pmatrix}
$$

First row: $1 \cdot 2 + 0 \cdot 1 + 2 \cdot 4 = 10$, and with the bias $10.5$.

Second row: $-1 \cdot 2 + 3 \cdot 1 + 0.5 \cdot 4 = 3$, and with the bias $4$.

So $\mathbf{z} = (10.5, 4)$: three numbers in, two numbers out. Formulas write vectors as columns; in NumPy they are flat, with one axis.
"""

# %% [markdown]
r"""
### What shapes tell

![Four boxes: weights of shape (3, 4) times inputs of shape (4,) plus biases of shape (3,) gives outputs of shape (3,). An arrow joins the two fours: these two must be equal, and go. A dashed arrow leads from the three of the weights to the outputs: one number for each neuron stays.](../../../img/layer-shapes.png)

It is the rule of lesson 00: the two inner sizes must be equal, and they go; the outer two stay. Each row needs as many weights as there are inputs, and that
size is summed away. Flat inputs have no outer size, so what stays is the other one: one number for each row.

**Predict.** A layer takes 8 numbers and gives 2. What shape do its weights have, as this lesson writes them, and what shape comes out? Answer with a pair of shapes,
such as `((5, 6), (7,))`.
"""

# %% predict="predict_layer_shape"
predict_layer_shape = ((2, 8), (2,))

# %% check="predict_layer_shape"
check("predict_layer_shape", predict_layer_shape)

# %% [markdown]
r"""
## 4. All rows at once

`np.dot` takes two vectors, as in lesson 01, and then it gives one neuron's weighted sum. It also takes a matrix and a vector. Then it takes the dot product of each row with the
vector and gives all of them in an array. `A @ v` is another way to write `np.dot(A, v)`.

Here `A` and `v` belong to no layer:
"""

# %%
A = np.array([[1.0, 2.0], [3.0, 4.0]])
v = np.array([1.0, 10.0])
print("first row with v    ", np.dot(A[0], v))
print("second row with v   ", np.dot(A[1], v))
print("np.dot(A, v)        ", np.dot(A, v))
print("A @ v               ", A @ v)

# %% [markdown]
r"""
**Predict.** What does `np.dot(v, A)` give, with `v` first? NumPy then takes the dot product of `v` with each *column* of `A`. Write both numbers in round brackets.
"""

# %% predict="predict_exchanged"
predict_exchanged = (31, 42)

# %% check="predict_exchanged"
check("predict_exchanged", predict_exchanged)

# %%
print("np.dot(v, A)        ", np.dot(v, A))
try:
    np.dot(inputs, weights)
except ValueError as error:
    print("np.dot(inputs, weights) stops:")
    print(error)

# %% [markdown]
r"""
`np.dot(v, A)` runs and gives two other numbers. When a matrix is **square** (as many rows as columns) NumPy cannot know which order you meant.

Our layer's weights, `(3, 4)`, are not square, and there NumPy helps. Read its message from the left: the first shape, the second shape, then the two inner sizes, which should
be equal (*dim* is its word for axis). An error like this is a friend: it comes before wrong numbers do. So try out your code on layers that are *not* square.

### Exercise: `layer_dot`

The loops can go. NumPy runs them for you, in fast code of its own, and the line reads like the formula.

<details><summary>A nudge</summary>

Say the shapes first: `(n_neurons, n_inputs)`, `(n_inputs,)`, `(n_neurons,)`. In which order do the first two fit?

</details>
<details><summary>The idea</summary>

One product gives the weighted sums of all neurons, shape `(n_neurons,)`. The biases have the same shape, so adding them goes entry by entry.

</details>
<details><summary>Nearly the code</summary>

$\mathbf{W}\mathbf{x} + \mathbf{b}$, letter by letter: a `np.dot` (or an `@`) with the weights in front, then a plus.

</details>
"""


# %% answer="layer_dot"
def layer_dot(inputs, weights, biases):
    """What each neuron of a layer gives.

    inputs: array (n_inputs,).
    weights: array (n_neurons, n_inputs),
    one neuron in each row.
    biases: array (n_neurons,).
    Returns an array (n_neurons,).
    The arrays that come in stay as they are.

    >>> x = np.array([2.0, 1.0, 4.0])
    >>> W = np.array([[1.0, 0.0, 2.0], [-1.0, 3.0, 0.5]])
    >>> layer_dot(x, W, np.array([0.5, 1.0]))
    array([10.5,  4. ])
    """
    ### BEGIN SOLUTION
    return np.dot(weights, inputs) + biases
    ### END SOLUTION


# %% check="layer_dot"
check("layer_dot", layer_dot)

# %% [markdown]
r"""
Two ways to one result. Compare your loops with your product, on the layer in the picture at the top (4.8, 1.21 and 2.385) and on a larger one with random weights.
(`np.allclose` asks whether two arrays are equal, except for rounding.)
"""

# %% tags=["raises-exception"]
by_loops = layer_loops(inputs, weights, biases)
by_product = layer_dot(inputs, weights, biases)
print("loops     ", np.round(by_loops, 3))
print("product   ", np.round(by_product, 3))

rng = np.random.default_rng(2)
many = rng.standard_normal(50)  # 50 random numbers around 0
W = rng.standard_normal((20, 50))
b = rng.standard_normal(20)
by_loops = layer_loops(many, W, b)
same = np.allclose(by_loops, layer_dot(many, W, b))
print("20 neurons with 50 inputs: the same?", same)

# %% [markdown]
r"""
## 5. How many numbers are there to learn?

The weights and biases of a network are its **parameters**: the numbers that training will change. How many there are is a first, rough measure of how much a
network can hold, and of how much work it is to train.

One layer with $n$ inputs and $m$ neurons has

$$ P = m \cdot n + m $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $P$ | `n_parameters` | number | how many parameters |
| $m \cdot n$ | `weights.size` | number | a weight for each input of each neuron |
| $m$ | `biases.size` | number | a bias for each neuron |

Our layer, with four inputs and three neurons: $3 \cdot 4 + 3 = 15$.

### Exercise: `read_layer`

Someone hands you a weight matrix and nothing else. Its shape tells you everything. Two lines are given, the first and the last; complete the middle, so that
`n_inputs`, `n_neurons` and `n_biases` have their values.

<details><summary>A nudge</summary>

Which axis of the weights is the neurons, and which the inputs? The picture in step 3 has both as arrows.

</details>
<details><summary>The idea</summary>

`weights.shape` is a pair of two numbers. The biases are not handed over, but you know how many belong to a layer.

</details>
<details><summary>Nearly the code</summary>

A pair can be taken apart in one line: `a, b = weights.shape`. Choose the two names in the order of the axes. Then give `n_biases` the number of neurons.

</details>
"""


# %% answer="read_layer"
def read_layer(weights):
    """How many inputs, neurons and parameters a layer has.

    weights: array (n_neurons, n_inputs).
    Returns three whole numbers:
    n_inputs, n_neurons, n_parameters.

    >>> W = np.array([[0.5, -1.0, 2.0], [1.0, 0.0, -0.5]])
    >>> read_layer(W)
    (3, 2, 8)
    """
    n_weights = weights.size
    ### BEGIN SOLUTION
    n_neurons, n_inputs = weights.shape
    n_biases = n_neurons
    ### END SOLUTION
    return n_inputs, n_neurons, n_weights + n_biases


# %% check="read_layer"
check("read_layer", read_layer)

# %% [markdown]
r"""
**Predict.** In lesson 11 a layer will look at images of 8 by 8 points, 64 numbers each, and have one neuron for each of the ten digits. How many parameters does that layer have?
"""

# %% predict="predict_parameters"
predict_parameters = 650

# %% check="predict_parameters"
check("predict_parameters", predict_parameters)

# %% [markdown]
r"""
### Layer after layer

What comes out of a layer can go into the next. Then the *outputs* of the first are the *inputs* of the second.

![A network: four inputs, then a first layer of three neurons, then a second layer of two neurons, with a line from every circle to every circle of the next column. Each neuron holds a bias; the inputs have no parameters.](../../../img/layer-network.png)

(Each circle of a neuron shows its bias again, and each layer counts its neurons from 1.)

A network like this is described by its sizes: `[4, 3, 2]`. The first size is the number of inputs, each further one is a layer. There are three sizes and *two* layers.

The first layer has $3 \cdot 4 + 3 = 15$ parameters. The second has three inputs: $2 \cdot 3 + 2 = 8$. Together $23$.

For any number of layers, with $k$ for the number of the layer:

$$ P = \sum_{k=1}^{L} \left( n_k \cdot n_{k-1} + n_k \right) $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $L$ | `len(layer_sizes)-1` | number | how many layers |
| $n_0$ | `layer_sizes[0]` | number | how many inputs |
| $n_k$ | `layer_sizes[k]` | number | neurons in layer $k$ |
| $P$ | the answer | number | how many parameters |
"""

# %% [markdown]
r"""
### Exercise: `count_parameters`

Large models are often named after this number. Count it for any list of sizes.

<details><summary>A nudge</summary>

Which two sizes does one layer need for its count? How many such pairs does a list of three sizes have?

</details>
<details><summary>The idea</summary>

Go through the list in steps of one, always with two neighbours: what goes into the layer and how many neurons it has. Add up each layer's weights and biases.

</details>
<details><summary>Nearly the code</summary>

`zip(layer_sizes, layer_sizes[1:])` goes through the pairs of neighbours. The list stays whole: slicing makes a new one, `pop` would take from the caller's.

</details>
"""


# %% answer="count_parameters"
def count_parameters(layer_sizes):
    """The number of weights and biases of a network.

    layer_sizes: list of two or more whole numbers, the
    inputs and then each layer's neurons. It stays as it is.
    Returns a whole number.

    >>> count_parameters([4, 3, 2])
    23
    """
    ### BEGIN SOLUTION
    total = 0
    for k in range(1, len(layer_sizes)):
        n_inputs = layer_sizes[k - 1]
        n_neurons = layer_sizes[k]
        total += n_neurons * n_inputs + n_neurons
    return total
    ### END SOLUTION


# %% check="count_parameters"
check("count_parameters", count_parameters)

# %% [markdown]
r"""
A well-known film about neural networks (number 3 under *Sources*) draws a network for handwritten digits: images of 28 by 28 points, two layers of 16 neurons, one of 10. It says that this makes 13,002 weights and
biases. Does it?
"""

# %% tags=["raises-exception"]
count_parameters([28 * 28, 16, 16, 10])

# %% [markdown]
r"""
## Find the bug

A product can be read by rows, as above. It can be read by columns, too: start with the biases, and let each input add its own column of weights, multiplied by the input's
value.

![Four columns of weights. 1 times the column of the first input, plus 2 times the second, plus 3 times the third, plus 2.5 times the fourth, plus the biases 2, 3 and 0.5, gives the outputs 4.8, 1.21 and 2.385.](../../../img/layer-columns.png)

Somebody wrote a layer in this way. It holds a mistake that people really make.
"""


# %% given="by-columns"
def layer_by_columns(inputs, weights, biases):
    """Outputs (n_neurons,); the rest as in layer_dot."""
    outputs = biases.copy()
    for i in range(len(biases)):
        outputs += inputs[i] * weights[:, i]
    return outputs


two = layer_by_columns(v, A, np.array([0.5, 0.25]))
print("two neurons, two inputs   ", two)
three = layer_by_columns(inputs, weights, biases)
print("three neurons, four inputs", three.round(3))

# %% [markdown]
r"""
The first line is right: $1 \cdot 1 + 2 \cdot 10 + 0.5 = 21.5$ and $3 \cdot 1 + 4 \cdot 10 + 0.25 = 43.25$. Its writer tried that one and was content. The second line
should be 4.8, 1.21 and 2.385, and is not. Nothing warned.

**Predict.** What is the cause?

- **a** `biases.copy()`, because the outputs should be the biases themselves
- **b** `weights[:, i]`, because it should be the row, `weights[i]`
- **c** `range(len(biases))`, because it counts one thing, and `i` goes through another
- **d** `+=`, because it should be `=`

Answer with a letter, such as `"a"`.
"""

# %% predict="predict_cause"
predict_cause = "c"

# %% check="predict_cause"
check("predict_cause", predict_cause)

# %% [markdown]
r"""
### Exercise: `repair_layer`

Write the function anew, still column by column, so that it works for any number of inputs and neurons. Calling `layer_dot` would pass the check, too; you learn more if
you repair these lines.

<details><summary>A nudge</summary>

How many columns are there to add? Which of the three arguments knows?

</details>
<details><summary>The idea</summary>

One step of the loop takes one input and one column. When there are as many inputs as neurons, two different lengths are equal by chance, and a wrong one goes unseen.

</details>
<details><summary>Nearly the code</summary>

One word of one line changes. Keep the copy: without it the caller's biases would grow with every call.

</details>
"""


# %% answer="repair_layer"
def repair_layer(inputs, weights, biases):
    """A layer's outputs, gathered input by input.

    inputs: array (n_inputs,).
    weights: array (n_neurons, n_inputs).
    biases: array (n_neurons,).
    Returns an array (n_neurons,).
    The arrays that come in stay as they are.

    >>> W = np.array([[3.0], [-1.0]])
    >>> b = np.array([0.5, 1.0])
    >>> repair_layer(np.array([2.0]), W, b)
    array([ 6.5, -1. ])
    """
    ### BEGIN SOLUTION
    outputs = biases.copy()
    for i in range(len(inputs)):
        outputs += inputs[i] * weights[:, i]
    return outputs
    ### END SOLUTION


# %% check="repair_layer"
check("repair_layer", repair_layer)

# %% [markdown]
r"""
Take this along: **try out your code where no two sizes are equal.** Three inputs and three neurons hide mistakes that four inputs and three neurons show.
"""

# %% [markdown]
r"""
## Play

Our layer, drawn by your `layer_dot`. The width of a line is the size of a weight. Solid lines are positive weights, dashed lines negative ones. The bars are what the three neurons give.
"""

# %% tags=["raises-exception"]
show(
    layer_picture(layer_dot, weights, biases, [1.0, 2.0, 3.0, 2.5]),
    alt="The layer with inputs 1, 2, 3 and 2.5. Lines of different width run from the four "
    "inputs to the three neurons, dashed where the weight is negative. Bars show the outputs "
    "4.8, 1.21 and 2.385.",
)

# %% [markdown]
r"""
Now move the sliders. Guess first, then look:

- The fourth input goes **down** by 1. By how much does $z_2$ change, and in which direction? The weight is in the table of step 3.
- Move one input. Which bar follows most? Follow the thickest line from that input.
- Set all inputs to 0. What is left, and why?
- Make $z_2$ negative while $z_1$ and $z_3$ stay positive. Which inputs help, and how do the lines tell you?
"""


# %% tags=["raises-exception"]
def picture(x1, x2, x3, x4):
    return layer_picture(layer_dot, weights, biases, [x1, x2, x3, x4])


play(
    picture,
    alt="The layer with inputs {x1}, {x2}, {x3} and {x4}, its weights as lines, and a bar for "
    "what each neuron gives.",
    x1=(-3, 3, 0.5, 1),
    x2=(-3, 3, 0.5, 2),
    x3=(-3, 3, 0.5, 3),
    x4=(-3, 3, 0.5, 2.5),
)

# %% [markdown] task="layer-words" points=3
r"""
## In your own words

A friend shows you a weight matrix of shape `(3, 4)`, stored as in this lesson. What can you tell your friend about the layer from this shape alone? And why would you rather test code with this layer than
with one of shape `(3, 3)`? Four to six sentences.

### BEGIN MARK SCHEME
One point each:

- Three neurons (rows) and four inputs (columns), so four numbers go in and three come out. Exchanged: no point.
- Twelve weights and three biases, 15 parameters. "Twelve parameters" without biases: no point; the biases need not be in the matrix, but must be named.
- With (3, 3) an exchange of rows and columns (or of the two sizes in a loop, or of the order in a product) raises no error and gives wrong numbers; with (3, 4) it stops, or shows in the shape or in a known result. An answer that
  says only "square is special" earns nothing here.
### END MARK SCHEME
"""

# %% [markdown] words="layer-words"
r"""
Each row is a neuron and each column is an input. So the layer takes four numbers and gives three. It has twelve weights, and one bias for each
neuron, which makes 15 parameters. I would test with this one because its two sizes differ. If I mix up rows and columns, the product does not fit and NumPy stops with an error. With
(3, 3) the same mix-up runs and gives wrong numbers, and I might not notice.
"""

# %% [markdown]
r"""
## What you built

| piece | takes | gives |
|---|---|---|
| `layer_order` | nothing | the order of lines that sum up each neuron |
| `layer_loops` | lists: inputs, weights, biases | a list, one number for each neuron |
| `layer_dot` | arrays $(n,)$, $(m, n)$, $(m,)$ | an array $(m,)$ |
| `read_layer` | weights $(m, n)$ | $n$, $m$, how many parameters |
| `count_parameters` | a list of sizes | how many parameters |
| `repair_layer` | arrays $(n,)$, $(m, n)$, $(m,)$ | an array $(m,)$ |

The arrays, with $n$ inputs and $m$ neurons:

| array | shape | example | what it is |
|---|---|---|---|
| `inputs` | $(n,)$ | $(4,)$ | one sample, seen by every neuron |
| `weights` | $(m, n)$ | $(3, 4)$ | one row for each neuron |
| `biases` | $(m,)$ | $(3,)$ | one number for each neuron |
| `outputs` | $(m,)$ | $(3,)$ | one number for each neuron |

In lesson 03 many samples go through at once, and there the weights will be stored the other way round, `(n_inputs, n_neurons)`. It is the course's one change of storage. You will prove for yourself that nothing else changes.

**Common mistakes**

- Counting inputs and calling them neurons. Count biases or outputs.
- The sum is not set back to 0 between neurons.
- One bias for all neurons, or a bias in the inner loop.
- Rows and columns exchanged. In a product with unequal sizes NumPy stops. With equal sizes, or in a loop that is too short, the numbers are wrong and nothing says so.
- Parameters counted without biases, or with biases for the inputs.

**Words for the glossary**

| word | meaning |
|---|---|
| layer | several neurons that see the same inputs |
| dense, fully connected | every neuron sees every input, as here |
| weight matrix | the weights of a layer in one array |
| parameters | all weights and biases: what training changes |
| square | as many rows as columns |

**What the big libraries call it**

| library | a layer with 4 inputs and 3 neurons | its weights |
|---|---|---|
| PyTorch | `torch.nn.Linear(4, 3)` | `.weight`, $(3, 4)$: rows, as here |
| Keras | `keras.layers.Dense(3)` | `.kernel`, $(4, 3)$: columns, as from lesson 03 on |
| scikit-learn | `MLPClassifier((3,))` | `.coefs_[0]`, $(4, 3)$: columns |

**Sources**

1. H. Kinsley, D. Kukieła, *Neural Networks from Scratch in Python* (2020), chapter 2: the layer with outputs 4.8, 1.21, 2.385.
2. I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning* (2016), section 6.1: XOR by a small network.
3. G. Sanderson (3Blue1Brown), *But what is a neural network?* (2017): the network of 13,002 parameters.
"""

# %% [markdown]
r"""
## Extras

One more exercise: what two layers can do and one neuron cannot. Nothing later needs it, and it is worth the fifteen minutes.

Lesson 01 ended with a limit. A neuron is a line that divides the plane, and no line has $(0, 1)$ and $(1, 0)$ on one side and $(0, 0)$ and $(1, 1)$ on the other. So one neuron cannot say
"exactly one of the two", which is called XOR.

A layer with a neuron *behind* it can do it. You will set its weights by hand; lessons 06
to 09 are about networks that find theirs by themselves.

Two neurons look at the inputs, each with a line of its own. A third neuron does not see the inputs at all. It sees only whether the first two fire: 1 if a neuron fires, 0 if not. As in lesson 01, a
neuron fires when its weighted sum plus bias is above 0.

### Exercise (x): `xor_layer`

<details><summary>Open the exercise</summary>

Find weights and biases with which the third neuron fires where exactly one input is 1. Leave a little room: inputs that are off by up to 0.1, such as $(0.9, 0.1)$ for $(1, 0)$, should be answered alike.

For example, a layer whose neurons copy the two inputs has the weights `[[1, 0], [0, 1]]` and the biases `[-0.5, -0.5]`. It is no solution: the third neuron is then no better off than before.

</details>
<details><summary>A nudge</summary>

"Exactly one" is "at least one" and "not both".

</details>
<details><summary>The idea</summary>

Let one neuron of the layer be an OR and the other an AND; you found weights for an AND in lesson 01, and for an OR only the bias has to change. Then make a table: for each of the four inputs, what do the two say, and what should the third make of it?

</details>
<details><summary>Nearly the code</summary>

The third neuron should be pushed up by the OR and held down by the AND, and its bias must lie so that the push alone is enough. To leave room, put every line halfway between the corners.

</details>
"""


# %% answer="xor_layer"
def xor_layer():
    """XOR: two neurons, and a third that sees only those.

    Returns four things, lists or arrays:
    the layer's weights (2, 2), one row for each neuron;
    the layer's biases (2,);
    the third neuron's weights (2,);
    the third neuron's bias, a number.

    An example of the form, not of the values:
    [[1, 0], [0, 1]], [-0.5, -0.5], [1, 1], 0
    """
    ### BEGIN SOLUTION
    weights = [[1.0, 1.0], [1.0, 1.0]]
    biases = [-0.5, -1.5]
    return weights, biases, [1.0, -1.0], -0.5
    ### END SOLUTION


# %% check="xor_layer"
check("xor_layer", xor_layer)

# %%
progress()
