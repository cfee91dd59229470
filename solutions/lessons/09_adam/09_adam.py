# %% [markdown]
r"""
# 09 Adam

You will write, line by line from the paper of Kingma and Ba (2015), the optimizer that trains most networks, in one form or another. It remembers which way to go, as momentum does, and how steep it was, as RMSProp does.

**You will be able to**

- average a stream of numbers with a memory as long as you like, and correct such an average for its cold start
- say what each line of Adam does, and what goes wrong without it
- write a class `Adam` that gives the same numbers as PyTorch's, to twelve digits
- name a case in which Adam is no better than what you had before

**You need** lessons 06 to 08: gradients, a network that hands them out, and `SGD` and `RMSProp`.

**Time** about 80 minutes; the extras take 15 more.

![A chain of boxes. From the gradient, -0.5, arrows lead to m, the average of gradients, -0.05, and to v, the average of their squares, 0.00025. Each is corrected for its cold start: m divided by 0.1 is -0.5, v divided by 0.001 is 0.25. Then m over the root of v, -1, times minus the learning rate of 0.1 moves the parameter from 2 to 2.1.](../../../img/adam-one-step.png)

This is one step of Adam, from the gradient on the left to the parameter on the right. By the end, every number in it is the work of your own code.
"""

# %%
import numpy as np

from neuronlab import check, mine, play, progress, show
from neuronlab.datasets import spiral
from neuronlab.plots import adam as pictures

# %% [markdown]
r"""
## Remember

Three quick questions on lessons 07 and 08. Answer all three from memory, one in each cell, then run the check below them. It stops at the first one that is not right
yet.

1. The learning rate is $0.1$ and `decay` is $0.5$. Which rate does the third call of `step` use? (The first call has $k = 0$.) Two decimals.
2. Your `SGD` with momentum $0.9$ and a learning rate of $0.1$ is called twice, and both times the gradient is 1. What is its velocity after the second call? Mind the sign; two decimals.
3. Softmax gives two classes the shares 0.5 and 0.5, and the first class is the true one. What are the slopes of the cross-entropy of this one sample for its two scores? Write a list.
"""

# %% predict="remember_adam_decay"
remember_adam_decay = 0.05

# %% predict="remember_adam_momentum"
remember_adam_momentum = -0.19

# %% predict="remember_adam_slopes"
remember_adam_slopes = [-0.5, 0.5]

# %% check="remember_adam_decay"
check("remember_adam_decay", remember_adam_decay)
check("remember_adam_momentum", remember_adam_momentum)
check("remember_adam_slopes", remember_adam_slopes)

# %% [markdown]
r"""
## What you bring along

The pieces of lessons 07 and 08 that this one stands on. Where you have written your own, yours is used; a line under the cell says whose is running. Run the cells and go on.
"""


# %% given="adam-dense"
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


# %% given="adam-relu"
class ReLU:
    def forward(self, inputs):
        self.inputs = inputs
        return np.maximum(0.0, inputs)

    def backward(self, doutput):
        return doutput * (self.inputs > 0)


Dense = mine("DenseBackward", otherwise=Dense)
ReLU = mine("ReLUBackward", otherwise=ReLU)


# %% given="adam-loss"
class SoftmaxCrossEntropy:
    def forward(self, scores, y):
        shifted = scores - scores.max(axis=1, keepdims=True)
        total = np.log(np.exp(shifted).sum(axis=1))
        own = shifted[np.arange(len(y)), y]
        return float(np.mean(total - own))

    def backward(self, scores, y):
        shifted = scores - scores.max(axis=1, keepdims=True)
        powers = np.exp(shifted)
        shares = powers / powers.sum(axis=1, keepdims=True)
        shares[np.arange(len(y)), y] -= 1
        return shares / len(y)


# %% given="adam-sgd"
class SGD:
    def __init__(self, lr=0.01, decay=0.0, momentum=0.0):
        self.lr, self.decay = lr, decay
        self.momentum, self.calls = momentum, 0
        self.kept = None

    def step(self, parameters, gradients):
        if self.kept is None:
            self.kept = [0 * w for w in parameters]
        rate = decayed_lr(self.lr, self.decay, self.calls)
        self.calls += 1
        for i, w in enumerate(parameters):
            self.kept[i] *= self.momentum
            self.kept[i] -= rate * gradients[i]
            w += self.kept[i]


# %% given="adam-rmsprop"
class RMSProp:
    def __init__(self, lr=0.01, rho=0.9, eps=1e-8):
        self.lr, self.rho, self.eps = lr, rho, eps
        self.kept = None

    def step(self, parameters, gradients):
        if self.kept is None:
            self.kept = [0 * w for w in parameters]
        for i, w in enumerate(parameters):
            g, cache = gradients[i], self.kept[i]
            cache *= self.rho
            cache += (1 - self.rho) * g**2
            w -= self.lr * g / (np.sqrt(cache) + self.eps)


# %% given="adam-pieces"
def decayed_lr(lr, decay, step):
    return lr / (1 + decay * step)


SoftmaxCrossEntropy = mine(
    "SoftmaxCrossEntropy",
    otherwise=SoftmaxCrossEntropy,
)
decayed_lr = mine("decayed_lr", otherwise=decayed_lr)
SGD = mine("SGD", otherwise=SGD)
RMSProp = mine("RMSProp", otherwise=RMSProp)

# %% [markdown]
r"""
## 1. Averages that forget

A gradient from a small batch is shaky. You would like to look at the *average* of many. But the plain average of all gradients so far is a bad guide: the first ones were measured
somewhere else on the hill, long ago.

So take an average that forgets. It keeps a share $\beta$ (*beta*) of what it was and takes in a share $1 - \beta$ of the new value:

$$ m_t = \beta \, m_{t-1} + (1 - \beta) \, x_t \qquad m_0 = 0 $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $x_t$ | an entry of `values` | one number | the $t$-th value, $t = 1, 2, 3, \dots$ |
| $m_t$ | an entry of the answer | one number | the average after it |
| $\beta$ | `beta` | one number from 0 to below 1 | how much is kept |

**On paper.** $\beta = 0.8$ and the values 5, 10, 0. Then $m_1 = 0.8 \cdot 0 + 0.2 \cdot 5 = 1$, and $m_2 = 0.8 \cdot 1 + 0.2 \cdot 10 = 2.8$, and $m_3 = 0.8 \cdot 2.8 + 0.2 \cdot 0 = 2.24$.

Each value fades: it enters with the share $1 - \beta$, and every step multiplies that by $\beta$. How far back does the memory reach? About two thirds of the average come from the newest $1 / (1 - \beta)$ values: 5 for $0.8$, 10 for $0.9$, 1000 for $0.999$.

![Two bar charts: the share of a value in the average, by how many steps ago it came. For beta 0.8 the newest has the share 0.2, and the newest 5 values make up two thirds of it. For beta 0.95 the newest has the share 0.05 and the shares fall slowly; the newest 20 values make up two thirds.](../../../img/adam-forgetting.png)

**Predict.** $\beta = 0.9$, and the values are 10 and 10. What is the average after the second one? One decimal.
"""

# %% predict="predict_adam_average"
predict_adam_average = 1.9

# %% check="predict_adam_average"
check("predict_adam_average", predict_adam_average)

# %% [markdown]
r"""
### Exercise: `moving_average`

The loop is there, and the line that makes each average is missing.

<details><summary>A nudge</summary>

What does `average` hold when a round of the loop begins, and what should it hold when the round ends?

</details>
<details><summary>The idea</summary>

The new average is made of two parts: a share of `average` as it is, and a share of `value`. The two shares add up to 1.

</details>
<details><summary>Nearly the code</summary>

One assignment to `average`. On its right side stand `beta` times one thing plus `(1 - beta)` times the other. The thing that `beta` multiplies is what is *kept*.

</details>
"""


# %% answer="moving_average"
def moving_average(values, beta):
    """Exponential moving averages of values, from 0.

    values: array (T,); they stay as they are.
    beta: a number from 0 to below 1, the share to keep.
    Returns an array (T,): the average after each value.

    >>> moving_average(np.array([8.0, 8.0]), 0.75)
    array([2. , 3.5])
    """
    average = 0.0
    averages = []
    for value in values:
        ### BEGIN SOLUTION
        average = beta * average + (1 - beta) * value
        ### END SOLUTION
        averages.append(average)
    return np.array(averages)


# %% check="moving_average"
check("moving_average", moving_average)

# %% [markdown]
r"""
## 2. The cold start

The average of 10 and 10 came out as $1.9$. That is a strange average of two tens. The reason: the average started at 0, and 0 is not one of the values. After one value, only a share of $0.1$ is
there; after two, $0.19$.

How large is the share after $t$ values? What is *missing* is the share that still belongs to the 0 at the start, and each step multiplies it by $\beta$. So $\beta^t$ is missing, and $1 - \beta^t$ is there. Divide by it,
and the average is what it should be. This is **bias correction**; the corrected average wears a hat. (*Bias* is a word of statistics here: being off to one side. It has nothing to do with the bias of a neuron.)

$$ \hat m_t = \frac{m_t}{1 - \beta^t} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $m_t$ | an entry of `averages` | one number | the average from 0 |
| $t$ | its place, counted from 1 | a whole number | how many values are in it |
| $\beta^t$ | `beta**t` | one number | $\beta$ multiplied with itself $t$ times |
| $\hat m_t$ | an entry of the answer | one number | the corrected average |

**On paper.** The averages of section 1 were 1, 2.8 and 2.24, with $\beta = 0.8$. The divisors are $1 - 0.8 = 0.2$, then $1 - 0.64 = 0.36$, then $1 - 0.512 = 0.488$. Corrected: $5$, $7.78$, $4.59$. The first is the first value itself, as it should be. The second lies
between 5 and 10, a little nearer to the newer one.

**Predict.** $\beta = 0.999$, and 100 values have come in. Which share is there? Use Python as a calculator, in a cell of your own. Two decimals.
"""

# %% predict="predict_adam_cold"
predict_adam_cold = 0.10

# %% check="predict_adam_cold"
check("predict_adam_cold", predict_adam_cold)

# %% [markdown]
r"""
### Exercise: `bias_corrected`

Correct a whole row of averages, each with its own $t$. The first one has $t = 1$. The cell after the check then takes 120 shaky measurements of 5: what does your average say, with and without your correction?

<details><summary>A nudge</summary>

Python counts places from 0. What is $1 - \beta^0$, and what would dividing by it do?

</details>
<details><summary>The idea</summary>

Make an array of all $t$, from 1 to the number of averages, and let NumPy raise, subtract and divide entry by entry. Or go through the averages in a loop and count along.

</details>
<details><summary>Nearly the code</summary>

`np.arange(1, n + 1)` holds 1 to $n$, and a number `**` an array raises the number to each entry. Power first, then the difference from 1, then the division. With `/` and not `/=`, what you were given stays as it is.

</details>
"""


# %% answer="bias_corrected"
def bias_corrected(averages, beta):
    """Moving averages, corrected for their start at 0.

    averages: array (T,), the averages after 1, 2, ..., T
    values; they stay as they are.
    beta: a number above 0 and below 1, the share that was
    kept each time.
    Returns an array (T,).

    >>> bias_corrected(np.array([2.0, 3.5]), 0.75)
    array([8., 8.])
    """
    ### BEGIN SOLUTION
    t = np.arange(1, len(averages) + 1)
    return averages / (1 - beta**t)
    ### END SOLUTION


# %% check="bias_corrected"
check("bias_corrected", bias_corrected)

# %% tags=["raises-exception"]
yours = moving_average, bias_corrected
drawn = pictures.cold_start(*yours, beta=0.95)
show(drawn, alt=pictures.COLD)

# %% [markdown]
r"""
## 3. Two memories

Adam keeps two such averages for every single parameter:

$$ \mathbf{m}_t = \beta_1 \mathbf{m}_{t-1} + (1 - \beta_1) \, \mathbf{g}_t \qquad \mathbf{v}_t = \beta_2 \mathbf{v}_{t-1} + (1 - \beta_2) \, \mathbf{g}_t^2 $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{g}_t$ | `gradient` | that of the parameter | the gradient of step $t$; $\mathbf{g}_t^2$ is each entry times itself |
| $\mathbf{m}_t$ | `m` | the same | the **first moment**: the average gradient |
| $\mathbf{v}_t$ | `v` | the same | the **second moment**: the average squared gradient |
| $\beta_1, \beta_2$ | `beta1`, `beta2` | one number each | how much is kept; usually 0.9 and 0.999 |

$\mathbf{m}$ is a cousin of momentum: what all gradients share stays, what wobbles cancels. $\mathbf{v}$ is RMSProp's cache: squares have no sign, nothing cancels, so its root says how large gradients *usually are*.

The letters are those of the paper. Mind that $\mathbf{v}$ is not the velocity of lesson 08: it is what was called the cache $\mathbf{c}$ there.

**On paper.** $\beta_1 = 0.9$, $\beta_2 = 0.999$, both memories 0, and the first gradient is $-0.5$. Then $m = 0.1 \cdot (-0.5) = -0.05$ and $v = 0.001 \cdot 0.25 = 0.00025$: the numbers in the picture at the top.

**Predict.** With the same betas, the gradient changes sign at every step: 1, -1, 1, -1, for thousands of steps. Where do $m$ and $v$ settle?

- **A** both near 0
- **B** both near 1
- **C** $m$ near 1 and $v$ near 0
- **D** $m$ near 0 and $v$ near 1

Answer with a letter, such as `"A"`.
"""

# %% predict="predict_adam_flip"
predict_adam_flip = "D"

# %% check="predict_adam_flip"
check("predict_adam_flip", predict_adam_flip)

# %% [markdown]
r"""
Why two memories? Because the quotient of $m$ and the root of $v$ says something that neither says alone: how much the gradients **agree**. It is $1$ or $-1$ if all are the same, and near 0 if
they cancel.

![Three bar charts of twelve gradients of size 1. If they agree, their mean is 1 and the root of their mean square is 1, and the quotient is 1. If they change sign each time, the mean is 0, the root is 1, the quotient 0. If three of four agree, the mean is 0.5, the root 1, the quotient 0.5.](../../../img/adam-agreement.png)

### Exercise: `adam_moments`

Two lines of Adam. (The paper calls the whole of it Algorithm 1, and so does this lesson; section 5 shows it.) The arrays that you are given stay as they are: return new ones.

<details><summary>A nudge</summary>

It is the line of `moving_average`, twice. What is averaged each time, and with which beta?

</details>
<details><summary>The idea</summary>

Here no loop is needed: `m` and `v` already hold the averages of all gradients before, and one more comes in. Whole arrays work as numbers did.

</details>
<details><summary>Nearly the code</summary>

For `v`, only the gradient is squared, not its share. Write `m = ...` with a full expression on the right. `m *= ...` would change the caller's array.

</details>
"""


# %% answer="adam_moments"
def adam_moments(gradient, m, v, beta1, beta2):
    """Both moments after one more gradient.

    gradient, m, v: arrays of one shape, any shape; m and v
    as the step before left them.
    beta1, beta2: numbers, the shares of m and v to keep.
    Returns two new arrays of that shape, m and v. What you
    are given stays as it is.

    >>> g, zeros = np.array([4.0, -2.0]), np.zeros(2)
    >>> m, v = adam_moments(g, zeros, zeros, 0.5, 0.75)
    >>> print(m, v)
    [ 2. -1.] [4. 1.]
    """
    ### BEGIN SOLUTION
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    return m, v
    ### END SOLUTION


# %% check="adam_moments"
check("adam_moments", adam_moments)

# %% [markdown]
r"""
## 4. The step

Both memories started at 0, so both are corrected. Then the step is their quotient, times the learning rate, downhill:

$$ \hat{\mathbf{m}}_t = \frac{\mathbf{m}_t}{1 - \beta_1^t} \qquad \hat{\mathbf{v}}_t = \frac{\mathbf{v}_t}{1 - \beta_2^t} $$

$$ \mathbf{w}_t = \mathbf{w}_{t-1} - \alpha \, \frac{\hat{\mathbf{m}}_t}{\sqrt{\hat{\mathbf{v}}_t} + \varepsilon} $$

| symbol | in code | shape | what it is |
|---|---|---|---|
| $\mathbf{w}_t$ | `parameter` | any | the parameter; the paper writes $\theta$ (*theta*) |
| $\hat{\mathbf{m}}_t, \hat{\mathbf{v}}_t$ | yours to name | the same | the corrected moments |
| $t$ | `t` | a whole number | the number of the step, from 1 |
| $\alpha$ (*alpha*) | `lr` | one number | the learning rate, $\eta$ in lesson 08; usually 0.001 |
| $\varepsilon$ (*epsilon*) | `eps` | one number | keeps the divisor above 0, usually $10^{-8}$; *outside* the root |

**On paper.** A parameter of 2 with $\alpha = 0.1$, and the first gradient $-0.5$ as before. $\hat m = -0.05 / 0.1 = -0.5$ and $\hat v = 0.00025 / 0.001 = 0.25$. The root is $0.5$, the quotient $-1$, and the parameter becomes $2 + 0.1 = 2.1$. Next comes the
gradient $+0.5$, which disagrees. Then $m = 0.9 \cdot (-0.05) + 0.1 \cdot 0.5 = 0.005$ and $\hat m = 0.005 / (1 - 0.9^2) = 0.0263$, while $\hat v$ is $0.25$ again, with the root $0.5$. So the quotient is only $0.053$, and the parameter becomes 2.095.

**Predict**, without `eps`.

1. The first gradient is $-250$ and the learning rate $0.001$. By how much does Adam change the parameter? Three decimals, and mind the sign.
2. Somebody forgets *both* corrections. How many times `lr` long is the first step then, with a gradient of 1, $\beta_1 = 0.9$ and $\beta_2 = 0.999$? Two decimals.
"""

# %% predict="predict_adam_first_step"
predict_adam_first_step = 0.001

# %% predict="predict_adam_uncorrected"
predict_adam_uncorrected = 3.16

# %% check="predict_adam_first_step"
check("predict_adam_first_step", predict_adam_first_step)
check("predict_adam_uncorrected", predict_adam_uncorrected)

# %% [markdown]
r"""
### Exercise: `adam_update`

The last three lines of Algorithm 1. `m` and `v` have taken in the newest gradient already, and are not corrected yet.

<details><summary>A nudge</summary>

Which of the two moments can be negative? It cannot be the one under the root.

</details>
<details><summary>The idea</summary>

Three assignments: the corrected `m`, the corrected `v`, the new parameter. Each moment is corrected with the beta with which it was averaged, raised to the power `t`.

</details>
<details><summary>Nearly the code</summary>

`bias_corrected` works on a row of averages, with one `t` for each entry. Here one `t` is given for the whole array, so divide directly. Give the corrected moments names of their own. In the divisor the root is taken first, and `eps` is added after it.

</details>
"""


# %% answer="adam_update"
def adam_update(parameter, m, v, t, lr, beta1, beta2, eps):
    """The parameter after one step of Adam.

    parameter, m, v: arrays of one shape, any shape; m and v
    are up to date and not corrected.
    t: a whole number, 1 at the first step.
    lr, beta1, beta2, eps: numbers.
    Returns a new array of that shape. What you are given
    stays as it is. Quiet (no NumPy warning) also where m
    and v are 0.

    >>> w, m = np.array([2.0]), np.array([-0.05])
    >>> v, rest = np.array([0.00025]), (0.9, 0.999, 1e-8)
    >>> adam_update(w, m, v, 1, 0.1, *rest).round(6)
    array([2.1])
    """
    ### BEGIN SOLUTION
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return parameter - lr * m_hat / (np.sqrt(v_hat) + eps)
    ### END SOLUTION


# %% check="adam_update"
check("adam_update", adam_update)

# %% [markdown]
r"""
Five parameters stand at 0, with five gradients of very different size. How long is the first step of each? Below the numbers, a picture: the first 100 steps under a gradient that stays the same, with the correction and without.
"""

# %% tags=["raises-exception"]
sizes = [3.0, -0.002, 1e-5, 1e-8, -250.0]
both = adam_moments, adam_update
pictures.sizes_of_first_steps(*both, sizes)
drawn = pictures.first_steps(*both)
show(drawn, alt=pictures.FIRST_STEPS)

# %% [markdown]
r"""
### What the numbers say

At the first step $\hat m$ is the gradient and the root of $\hat v$ is its size. Their quotient is $+1$ or $-1$, whatever the gradient. So **the learning rate says how far a parameter goes**, and not how much a
gradient counts. A step is about `lr` long at most, unless the gradients suddenly become much larger than they used to be. That is why 0.001 is a good first try in so many networks. (It is no law: the small network of section 7 wants more.) Only the gradient of $10^{-8}$ goes half as far: `eps` is as large as its root.

Now the correction. Both memories start too small, so you might expect the first steps without correction to be too *short*. You have found the opposite: $0.1 / \sqrt{0.001} = 3.16$. The memory for squares is longer, so $v$ is colder than $m$, and it
stands below the line. The picture shows it: without correction the steps grow to 6.57 times `lr` at $t = 12$, and it takes thousands of steps until that has worn off.
"""

# %% [markdown]
r"""
## 5. Algorithm 1

Here is the algorithm as Kingma and Ba printed it in 2015, beside what you have. $f_t$ is the loss on the batch of step $t$, $\nabla_\theta f_t$ is its gradient for the parameters $\theta$, and the arrow $\leftarrow$ is what `=` is in Python: the name on the left gets the value on the right.

| Algorithm 1 | in words | where |
|---|---|---|
| $m_0 \leftarrow 0, \; v_0 \leftarrow 0, \; t \leftarrow 0$ | start cold | to do |
| $t \leftarrow t + 1$ | count the step | to do |
| $g_t \leftarrow \nabla_\theta f_t(\theta_{t-1})$ | the gradient | handed to `step` |
| $m_t \leftarrow \beta_1 \cdot m_{t-1} + (1 - \beta_1) \cdot g_t$ | average the gradients | `adam_moments` |
| $v_t \leftarrow \beta_2 \cdot v_{t-1} + (1 - \beta_2) \cdot g_t^2$ | average their squares | `adam_moments` |
| $\hat m_t \leftarrow m_t / (1 - \beta_1^t)$ | warm up $m$ | `adam_update` |
| $\hat v_t \leftarrow v_t / (1 - \beta_2^t)$ | warm up $v$ | `adam_update` |
| $\theta_t \leftarrow \theta_{t-1} - \alpha \cdot \hat m_t / (\sqrt{\hat v_t} + \varepsilon)$ | step | `adam_update` |

### Exercise: `Adam`

What is left is bookkeeping, of the same kind as in `SGD` and `RMSProp`: one `m` and one `v` **for each parameter**, one `t` **for each call**. The parameter arrays change in place, the gradients stay as they are. The $k$-th call, from $k = 0$, uses the learning rate $\alpha / (1 + \text{decay} \cdot k)$, and $t = k + 1$.

You may call `adam_moments`, `adam_update` and `decayed_lr`: where you have solved them yourself, later lessons bring them along with this cell. Other functions of your own have to stand in the cell, above the class.

<details><summary>A nudge</summary>

Which things must outlive a call of `step`? They belong to `self`. When do you first know the shapes of the parameters?

</details>
<details><summary>The idea</summary>

At the first call make two lists of zeros, one array for each parameter. At every call: work out the learning rate, count the call once, then go through parameters, gradients and both lists side by side. Keep the uncorrected moments.

</details>
<details><summary>Nearly the code</summary>

`SGD` above shows the pattern: the zeros, the rate, the counter, the loop. In the loop the moments of place `i` go back to place `i` of their lists. To change an array in place, use `w -= ...` or `w[:] = ...`; a plain `w = ...` makes a new array that the network never sees.

</details>
"""


# %% answer="Adam"
class Adam:
    """Algorithm 1 of Kingma and Ba (2015), with decay.

    lr, beta1, beta2, eps, decay: numbers, as you know them.

    >>> w = np.array([2.0])
    >>> Adam(lr=0.1).step([w], [np.array([-0.5])])
    >>> print(w.round(6))
    [2.1]
    """

    def __init__(
        self,
        lr=0.001,
        beta1=0.9,
        beta2=0.999,
        eps=1e-8,
        decay=0.0,
    ):
        ### BEGIN SOLUTION
        self.lr, self.eps, self.decay = lr, eps, decay
        self.beta1, self.beta2 = beta1, beta2
        self.t, self.m, self.v = 0, None, None
        ### END SOLUTION

    def step(self, parameters, gradients):
        """Move every parameter, in place.

        parameters, gradients: two lists of arrays, in the
        same order at every call; any shapes.
        Returns nothing. The gradients stay as they are.
        """
        ### BEGIN SOLUTION
        if self.m is None:
            self.m = [np.zeros_like(w) for w in parameters]
            self.v = [np.zeros_like(w) for w in parameters]
        lr = self.lr / (1 + self.decay * self.t)
        self.t += 1
        for i, (w, g) in enumerate(zip(parameters, gradients, strict=True)):
            self.m[i] = self.beta1 * self.m[i] + (1 - self.beta1) * g
            self.v[i] = self.beta2 * self.v[i] + (1 - self.beta2) * g**2
            m_hat = self.m[i] / (1 - self.beta1**self.t)
            v_hat = self.v[i] / (1 - self.beta2**self.t)
            w -= lr * m_hat / (np.sqrt(v_hat) + self.eps)
        ### END SOLUTION


# %% check="Adam"
check("Adam", Adam)

# %% [markdown]
r"""
PyTorch's Adam has run 200 steps with `lr=0.01` on two parameters, and its numbers were stored. Now yours runs with the same gradients. The table shows four of the twelve numbers; the last line compares all of them.
"""

# %% tags=["raises-exception"]
pictures.beside_pytorch(Adam(lr=0.01))

# %% [markdown]
r"""
## 6. The race again

A ravine: along its bottom the ground falls gently, and across it is 100 times as steep. Four optimizers start on its side, at the same place. Each has a learning rate with which it
does well on this ravine, if not its very best, and the numbers count the steps until the height stays below $0.02$. (With a learning rate above $0.02$, plain SGD would be thrown out of this ravine: the steep sides allow no more.)
"""

# %% tags=["raises-exception"]
entrants = {
    "SGD": lambda: SGD(lr=0.018),
    "momentum": lambda: SGD(lr=0.01, momentum=0.9),
    "RMSProp": lambda: RMSProp(lr=0.02),
    "Adam": lambda: Adam(lr=0.1),
}
show(
    pictures.race(entrants, turned=False),
    alt=pictures.race_in_words(entrants, turned=False),
)

# %% [markdown]
r"""
Adam and momentum win, in different ways. Momentum swings from side to side. Adam gives each parameter a scale of its own: large gradients across and small ones along lead to steps of the same size. RMSProp never quite comes to rest:
its height stays near 0.005. Its memory for squares is short ($\rho = 0.9$), so where the slopes get small the cache gets small with them, and the steps stay about as long as before.

**Predict.** Turn the same ravine by 45 degrees. Its direction now lies halfway between the two parameters, and everything else stays as it was. SGD needs 165 steps, as before. And Adam?

- **A** about 75, as before
- **B** fewer
- **C** many more
- **D** it flies out of the ravine

Answer with a letter, such as `"A"`.
"""

# %% predict="predict_adam_turned"
predict_adam_turned = "C"

# %% check="predict_adam_turned"
check("predict_adam_turned", predict_adam_turned)

# %% tags=["raises-exception"]
show(
    pictures.race(entrants, turned=True),
    alt=pictures.race_in_words(entrants, turned=True),
)

# %% [markdown]
r"""
**A case where Adam is no better.** Momentum's path turned with the ravine, step by step. Adam's did not: with the same learning rate it needs 316 steps in place of 75. It measures each *parameter* by itself, and now both
parameters see the steep side in their gradients, so neither scale knows about the gentle direction. A larger rate makes up for it: 180 steps with 0.2, 88 with 0.5, 73 with 0.7, and that is about what momentum needs, 76. So the rate that suits Adam depends on how the ravine lies; the rate that suits SGD and momentum does not.

Adam is at its best where single parameters differ in scale, as those of a network often do. On some tasks well-tuned SGD with momentum ends with the
better network (Wilson and others, 2017).
"""

# %% [markdown]
r"""
## 7. Adam, with parts taken out

The fairest question about a machine with several parts: what does each part do? Take one out and look. This is called an **ablation**. The network has 2 inputs, 64 neurons with ReLU and 3 outputs, and it learns the 300 points of the spiral. The same network starts five times from the same weights:

- **all of Adam**, learning rate 0.05 (and a `decay` so small that it hardly counts: it belongs to the book's example below);
- **no first moment**: `beta1=0`, so that the newest gradient alone decides the direction;
- **no second moment**: what remains is momentum, and its learning rate had to be found anew (0.5);
- **no correction**: your `adam_moments` and `adam_update`, told from the start that $t$ is a million, so that $1 - \beta^t$ is 1 and nothing is corrected;
- **none of it**: plain SGD, learning rate 1. (This is not its best rate: with 4, which the picture does not show, it ends near 0.7.)

The last column counts the neurons that, after 300 epochs, fire for at least one of the 300 points. Before training, all 64 do.
"""


# %% given="adam-training"
def train_on_spiral(optimizer, epochs):
    rng = np.random.default_rng(0)
    a, b = Dense(2, 64, rng), Dense(64, 3, rng)
    relu, loss, losses = ReLU(), SoftmaxCrossEntropy(), []
    for _ in range(epochs):
        scores = b.forward(relu.forward(a.forward(X)))
        losses.append(loss.forward(scores, y))
        slopes = b.backward(loss.backward(scores, y))
        a.backward(relu.backward(slopes))
        parameters, gradients = [], []
        for layer in (a, b):
            parameters += [layer.weights, layer.biases]
            gradients += [layer.dweights, layer.dbiases]
        optimizer.step(parameters, gradients)
    return losses, [a, relu, b]


# %% tags=["raises-exception"]
X, y = spiral(100, 3, np.random.default_rng(0))
cold = pictures.Uncorrected
runs = {
    "all of Adam": lambda: Adam(lr=0.05, decay=5e-7),
    "no first moment": lambda: Adam(lr=0.05, beta1=0.0),
    "no second moment": lambda: SGD(lr=0.5, momentum=0.9),
    "no correction": lambda: cold(*both, lr=0.05),
    "none of it": lambda: SGD(lr=1.0),
}
print("loss in epoch         1    100   300   firing")
for name, make in runs.items():
    losses, layers = train_on_spiral(make(), 300)
    firing = (layers[0].forward(X) > 0).any(axis=0).sum()
    a, b, c = losses[0], losses[99], losses[299]
    print(f"{name:<18}{a:5.2f}{b:7.2f}{c:6.1f}{firing:9}")

# %% tags=["raises-exception"]
# The same five for 1000 epochs.
curves = {}
for name, make in runs.items():
    curves[name] = train_on_spiral(make(), 1000)[0]
show(pictures.learning_curves(curves), alt=pictures.CURVES)

# %% tags=["raises-exception"]
# And what the network with all of Adam has learned by then.
made = runs["all of Adam"]()
layers = train_on_spiral(made, 1000)[1]
show(pictures.regions(layers, X, y), alt=pictures.REGIONS)

# %% [markdown]
r"""
**What the ablation says.** Each memory helps; with both it goes fastest. The missing correction does lasting harm, and the last column says how. In the first dozen steps, each several times too long, the parameters are flung so far that most of the 64 neurons
never fire again for any point: they are *dead ReLUs* (lesson 04), and no gradient comes back through them. Adam itself loses some, too: a smaller learning rate loses fewer.

And the honest part: momentum with a learning rate that suits it starts later, and after 1000 epochs it has come nearly as far as Adam. (Its curve may jump back on the way: 0.5 is a daring rate for a ball.) What Adam saves you is most of the search for that learning rate: here 0.01 comes as far as 0.05.

This network with these settings, on other points, is a printed example of the book *Neural Networks from Scratch in Python*. After 10001 epochs the book reports an accuracy of 0.983 and a loss of 0.074. Nobody gets these digits again on another machine: rounding errors grow in long runs. What can
be asked is a band: on the book's points an accuracy above 0.93 and a loss below 0.15. The points of this lesson are other ones; expect a little less of them.
"""

# %% [markdown]
r"""
## Find the bug

One of the notebooks from which this course grew ends with these five formulas. Two of them are not Algorithm 1's.

| | what is computed | the formula given there |
|---|---|---|
| **A** | first moment | $m_t = \beta_1 \cdot m_{t-1} + (1 - \beta_1) \cdot g_t$ |
| **B** | second moment | $v_t = \beta_2 \cdot v_{t-1} + (1 - \beta_2) \cdot g_t^2$ |
| **C** | corrected first moment | $\hat m_t = \dfrac{m_t}{1 - \beta_1^t}$ |
| **D** | corrected second moment | $m_t = \beta_1 \cdot m_{t-1} + (1 - \beta_1) \cdot g_t$ |
| **E** | the step | $\theta_t = \theta_{t-1} - \dfrac{\alpha \cdot \hat v_t}{\sqrt{\hat m_t} + \varepsilon}$ |

A reader turned them into code, with the result of D as the corrected second moment. Run it: with positive gradients it walks downhill and looks sound.
"""


# %% given="adam-bug" tags=["raises-exception"]
def adam_of_the_page(w, gradients, lr, decay, beta1, beta2, eps):
    m, v = np.zeros_like(w), np.zeros_like(w)
    for t, g in enumerate(gradients, start=1):
        m, v = adam_moments(g, m, v, beta1, beta2)  # A, B
        m_hat, v_hat = m / (1 - beta1**t), m  # C and D
        rate = decayed_lr(lr, decay, t - 1)
        w = w - rate * v_hat / (np.sqrt(m_hat) + eps)  # E
    return w


settings = 0.1, 0.0, 0.9, 0.999, 1e-8
for slope in (1.0, 100.0, -1.0):
    with np.errstate(invalid="ignore"):
        w = adam_of_the_page(0.0, np.full(3, slope), *settings)
    print(f"three gradients of {slope:>4g}: 0 to {w:.4f}")

# %% [markdown]
r"""
Three steps of Adam, each of length `lr` $= 0.1$, should lead to $-0.3$, $-0.3$ and $+0.3$.

**Predict.** Which two formulas are not Algorithm 1's? Write two letters with a space between, the earlier one first. For example:

`"A B"`
"""

# %% predict="predict_adam_formulas"
predict_adam_formulas = "D E"

# %% check="predict_adam_formulas"
check("predict_adam_formulas", predict_adam_formulas)

# %% [markdown]
r"""
### Exercise: `repair_adam`

Repair the function. Your own `adam_moments` and `decayed_lr` may stay where they are; all else is yours to change.

<details><summary>A nudge</summary>

A root of a negative number is `nan`, not a number. Which of the two moments is never negative?

</details>
<details><summary>The idea</summary>

The corrected second moment is made of `v`, and mends the cold start of `v`. In the step it belongs below the line, under the root, and the corrected first moment above.

</details>
<details><summary>Nearly the code</summary>

`v_hat` gets a formula like that of `m_hat`, with other letters. In line E two names change places. Or hand C, D and E over to a function that you have already checked.

</details>
"""


# %% answer="repair_adam"
def repair_adam(
    parameter,
    gradients,
    lr,
    decay,
    beta1,
    beta2,
    eps,
):
    """Where a parameter ends, one step for each gradient.

    parameter: array (n,).
    gradients: array (T, n), one row a step.
    lr, decay, beta1, beta2, eps: numbers. Step k, from 0,
    uses the rate lr / (1 + decay * k).
    Returns a new array (n,). Quiet (no NumPy warning). What
    you are given stays as it is.

    >>> start, slopes = np.zeros(1), np.full((3, 1), -7.0)
    >>> settings = 0.1, 0.0, 0.9, 0.999, 1e-8
    >>> repair_adam(start, slopes, *settings).round(6)
    array([0.3])
    """
    ### BEGIN SOLUTION
    m, v = np.zeros_like(parameter), np.zeros_like(parameter)
    for t, gradient in enumerate(gradients, start=1):
        m, v = adam_moments(gradient, m, v, beta1, beta2)
        rate = decayed_lr(lr, decay, t - 1)
        parameter = adam_update(parameter, m, v, t, rate, beta1, beta2, eps)
    return parameter
    ### END SOLUTION


# %% check="repair_adam"
check("repair_adam", repair_adam)

# %% [markdown]
r"""
## Play

One parameter and 120 gradients: 40 that agree, 40 that change sign each time, and 40 that agree again and are 20 times smaller. Your functions work out both moments, their corrected values and the steps. First the still picture with the usual betas, then the one that moves.

- Set `beta1` to 0. What happens to the steps in the middle part?
- In the last part Adam's steps are tiny, although all gradients agree. Which slider brings them back to about 1, and why?
- Where do the dashed lines, without correction, come together with the full ones? Which slider changes that?
- Make both betas equal. How long are the first steps without correction now?
"""

# %% tags=["raises-exception"]
yours = adam_moments, bias_corrected, adam_update
draw = pictures.moments_in_time
show(draw(*yours, 0.9, 0.999), alt=pictures.MOMENTS)
play(
    lambda **betas: draw(*yours, **betas),
    alt="Moments and steps, beta1 {beta1}, beta2 {beta2}.",
    beta1=(0.0, 0.99, 0.01, 0.9),
    beta2=(0.0, 0.999, 0.001, 0.999),
)

# %% [markdown] task="adam-words" points=3
r"""
## In your own words

Both of Adam's memories start at 0, so both are too small at first. Why are the first steps *without* bias correction too long all the same, and not too short? And why does nobody notice the missing correction after ten thousand steps?

### BEGIN MARK SCHEME
One point each:

1. Says how cold each is: m holds only the share $1 - \beta_1^t$ and v only $1 - \beta_2^t$, and since beta2 is nearer to 1 (a longer memory), v is the colder one.
2. Says what that does to the quotient: v stands below the line (under a root), a divisor that is too small makes the step too long; the root does not make up for it. Numbers such as $0.1 / \sqrt{0.001} = 3.16$ earn the point.
3. Says that $\beta^t$ goes to 0 as t grows, so both shares go to 1 and the correction divides by 1: after 10000 steps even $0.999^t$ is 0.00005.

"Because v is smaller" alone earns one of the first two points.
### END MARK SCHEME
"""

# %% [markdown] words="adam-words"
r"""
After t steps m holds only the share $1 - 0.9^t$ of what it should be and v only $1 - 0.999^t$. At the first step that is a tenth and a thousandth. In the step v stands below the line: the root of a thousandth is about 0.032, a tenth divided by it is 3.16, so the step is about three times too
long. A divisor that is too small makes things larger. As t grows, beta to the power t goes to zero, also for 0.999: after 10000 steps it is about 0.00005. Both shares are then 1, and dividing by 1 changes nothing.
"""

# %% [markdown]
r"""
## What you built

| piece | takes | gives |
|---|---|---|
| `moving_average` | values $(T,)$, beta | averages $(T,)$ |
| `bias_corrected` | averages $(T,)$, beta | corrected averages $(T,)$ |
| `adam_moments` | gradient, m, v of one shape, two betas | new m and v of that shape |
| `adam_update` | parameter, m, v of one shape, t, lr, two betas, eps | the new parameter |
| `Adam` | lr, beta1, beta2, eps, decay | an object with `step(parameters, gradients)` |
| `repair_adam` | parameter $(n,)$, gradients $(T, n)$, lr, decay, two betas, eps | where the parameter ends |

**Common mistakes**

- $t$ from 0, or one too far, or counted per parameter.
- The correction forgotten for one of the two moments, or the corrected moments kept for the next step.
- The two moments exchanged; `eps` under the root.
- One `m` for all parameters.
- Changing a copy, and not the parameter itself.

**Words for the glossary**

| word | meaning |
|---|---|
| exponential moving average | an average that forgets, each value fading by $\beta$ a step |
| cold start, *bias* | being too small because the average began at 0 |
| first, second moment | the averages of a number and of its square |
| ablation | taking a part out to see what it does |
| dead ReLU | a neuron that fires for no sample |

**What the big libraries call it**

| here | PyTorch | Keras | scikit-learn |
|---|---|---|---|
| `Adam` | `optim.Adam` | `optimizers.Adam` | `solver="adam"` |
| `beta1`, `beta2` | `betas=(0.9, 0.999)` | `beta_1`, `beta_2` | `beta_1`, `beta_2` |
| `eps` | `eps=1e-8` | `epsilon=1e-7` | `epsilon=1e-8` |

Keras and scikit-learn add their `epsilon` to the root of the *uncorrected* $v$. The paper mentions this form before its section 2.1 and calls that number *epsilon hat*. The difference shows only where gradients are tiny.

**Sources**

- D. P. Kingma and J. Ba (2015), *Adam: a method for stochastic optimization*, ICLR: Algorithm 1, and section 3 on the correction.
- I. Loshchilov and F. Hutter (2019), *Decoupled weight decay regularization*, ICLR: AdamW.
- A. C. Wilson and others (2017), *The marginal value of adaptive gradient methods in machine learning*, NeurIPS.
- S. J. Reddi, S. Kale and S. Kumar (2018), *On the convergence of Adam and beyond*, ICLR: a small problem on which Adam goes to the worst point.
- H. Kinsley and D. Kukieła (2020), *Neural Networks from Scratch in Python*, chapter 10.

## Extras

Two more exercises, if you like. Nothing later needs them.

### Exercise (x): `AdamW`

<details><summary>Open the exercise</summary>

Weights that grow without need make a network overconfident, so many people let every weight shrink a little at each step: **weight decay**. The older way adds $\lambda \mathbf{w}$ to the gradient. In Adam that has an odd effect: the addition is divided by $\sqrt{\hat v}$ with the rest, and weights with large gradients shrink less than the others. `AdamW` shrinks the weights
beside the step and not through the gradient:

$$ \mathbf{w}_t = \mathbf{w}_{t-1} - \alpha_t \lambda \, \mathbf{w}_{t-1} - \text{(the step of Adam)} $$

$\lambda$, in code `weight_decay`, is one number, $\alpha_t$ is the learning rate of this call, decay included, and $\mathbf{w}_{t-1}$ is the *old* value. (This is how PyTorch does it. In the paper $\lambda$ is multiplied by the schedule alone, not by $\alpha$.) Your `Adam` takes the step. One thing is missing: every parameter loses its share, in place, before that.

(`class AdamW(Adam)` says: all that `Adam` has, and what stands here besides. `super()` means the `Adam` part.)

</details>
<details><summary>A nudge</summary>

Adam's step looks at gradients alone. So what may change in the parameters before it?

</details>
<details><summary>The idea</summary>

Go through the parameters and take from each one the share `lr * self.weight_decay` of itself.

</details>
<details><summary>Nearly the code</summary>

A loop over `parameters` with `-=` in it, or with `*=` and a number a little below 1. A plain `=` would only give the loop's name another array.

</details>
"""


# %% answer="AdamW"
class AdamW(Adam):
    """Adam, with weights that shrink beside its step.

    weight_decay: a number; the others are Adam's.

    >>> w = np.array([2.0])
    >>> own = AdamW(lr=0.1, weight_decay=0.5)
    >>> own.step([w], [np.array([0.0])])
    >>> print(w.round(6))
    [1.9]
    """

    def __init__(
        self,
        lr=0.001,
        beta1=0.9,
        beta2=0.999,
        eps=1e-8,
        decay=0.0,
        weight_decay=0.01,
    ):
        super().__init__(lr, beta1, beta2, eps, decay)
        self.first_lr, self.slowing = lr, decay
        self.weight_decay = weight_decay
        self.steps_taken = 0

    def step(self, parameters, gradients):
        """Shrink every parameter and move it, in place.

        parameters, gradients: two lists of arrays, in the
        same order at every call; any shapes.
        """
        taken = self.steps_taken
        lr = decayed_lr(self.first_lr, self.slowing, taken)
        self.steps_taken += 1
        ### BEGIN SOLUTION
        for parameter in parameters:
            parameter -= lr * self.weight_decay * parameter
        ### END SOLUTION
        super().step(parameters, gradients)


# %% check="AdamW"
check("AdamW", AdamW)

# %% [markdown]
r"""
### Exercise (x): `cold_start_order`

<details><summary>Open the exercise</summary>

How many steps does a moving average need until half of its cold start is gone? Put the lines in order. The `def` line comes first; each other line comes once, indented as it stands there. Your function returns their letters as text.

```python
def steps_until_half(beta):
A        cold = cold * beta
B    return steps
C    while cold > 0.5:
D    cold = 1.0
E        steps = steps + 1
F    steps = 0
```

<br>

For $\beta = 0.9$ it should count 7, for $0.999$ it should count 693. More than one order works.

</details>
<details><summary>A nudge</summary>

Which two names does the loop use, and where do they get their first value?

</details>
<details><summary>The idea</summary>

First the two starts, then the loop with the two lines that are indented under it, and then the answer.

</details>
<details><summary>Nearly the code</summary>

Sort the lines by how far they are indented. The two that are indented most stand right after line C.

</details>
"""


# %% answer="cold_start_order"
def cold_start_order():
    """The letters A to F in an order that works.

    Takes nothing.
    Returns text, such as "A B C D E F".
    """
    ### BEGIN SOLUTION
    return "D F C A E B"
    ### END SOLUTION


# %% check="cold_start_order"
check("cold_start_order", cold_start_order)

# %%
progress()
