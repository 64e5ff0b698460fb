"""Sequences, fields, agents, adapters: rules as their code has them."""

from initdocs.recipes.recipe import Recipe, Rule, Source

D = 64
_DEFAULT = "uniform(bound=1/sqrt(fan_in))"

RECIPES = (
    Recipe(
        "mamba", "Mamba",
        "Time steps spread over two decades, decay rates 1, 2, …, and outputs scaled by depth.",
        (
            Rule("*", _DEFAULT, "matrices and short convolutions, PyTorch's default"),
            Rule("*.dt_proj.weight", "uniform(bound=1/sqrt(fan_in))", "to the time steps, by rank"),
            Rule("*.dt_proj.bias", "softplus⁻¹(dt), dt log-uniform in [0.001, 0.1]",
                 "the time steps themselves"),
            Rule("*.A_log", "log(1, 2, …) in each row", "decay rates of the state"),
            Rule("*.D", 1, "the path around the state"),
            Rule("*.out_proj.weight", "uniform(bound=1/sqrt(fan_in*layers))",
                 "the end of each branch, by the number of blocks"),
            Rule("*embedding.weight", "normal(std=0.02)", "token embeddings, and the tied head"),
            Rule("*norm*.weight", 1, "scales of the norms"),
            Rule("*norm*.bias", 0, "shifts of the norms"),
        ),
        (Source("state-spaces/mamba", "mamba_ssm/modules/mamba_simple.py",
                "000b310f8b02060a038a01fb6b221dd08edc4b13"),
         Source("state-spaces/mamba", "mamba_ssm/models/mixer_seq_simple.py",
                "107eb600e89eb532f018757b812d616931c4d4d2")),
        {
            "backbone.embedding.weight": (300, D),
            **{f"backbone.layers.{i}.{part}": shape for i in range(2) for part, shape in {
                "mixer.in_proj.weight": (4 * D, D), "mixer.conv1d.weight": (2 * D, 1, 4),
                "mixer.conv1d.bias": (2 * D,), "mixer.x_proj.weight": (36, 2 * D),
                "mixer.dt_proj.weight": (2 * D, 4), "mixer.dt_proj.bias": (2 * D,),
                "mixer.A_log": (2 * D, 16), "mixer.D": (2 * D,),
                "mixer.out_proj.weight": (D, 2 * D), "norm.weight": (D,), "norm.bias": (D,),
            }.items()},
            "backbone.norm_f.weight": (D,),
        },
        "backbone.layers.0.mixer.dt_proj.bias",
        "A generic routine that sets all biases to 0 would undo the time steps: the code marks "
        "that bias so that it is left alone. The port in transformers is another start: its "
        "matrices are N(0, 0.1²), its decay rates the same.",
    ),
    Recipe(
        "lstm", "LSTM, as Keras starts it",
        "An open forget gate, and an orthogonal matrix for the state; the gates are packed.",
        (
            Rule("*kernel", "uniform(bound=sqrt(6/(fan_in + 4*fan_out)))",
                 "inputs: Xavier's law for the packed matrix of four gates"),
            Rule("*recurrent_kernel", "orthogonal(gain=1)", "the state: orthogonal as a whole"),
            Rule("*bias", "forget_bias(value=1)", "1 for the forget gate, 0 for the others"),
        ),
        (Source("keras-team/keras", "keras/src/layers/rnn/lstm.py",
                "13b6362d852071dcd0b9a5897576bccab6282a3a"),),
        {
            "lstm/lstm_cell/kernel": (48, 4 * D), "lstm/lstm_cell/recurrent_kernel": (D, 4 * D),
            "lstm/lstm_cell/bias": (4 * D,),
        },
        "lstm/lstm_cell/bias",
        "Drawn gate by gate the matrices would be larger: a counted call does that.",
    ),
    Recipe(
        "siren", "SIREN",
        "Sines of 30 times the sum: the first layer spans the inputs, the others divide by 30.",
        (
            Rule("*.weight", "uniform(bound=sqrt(6/fan_in)/30)", "hidden layers and the output"),
            Rule("net.0.*.weight", "uniform(bound=1/fan_in)", "the first layer"),
            Rule("*.bias", _DEFAULT, "biases, PyTorch's default"),
        ),
        (Source("vsitzmann/siren", "modules.py", "361422eb804f59bc46ca3a7b43d6aced067b97e9"),),
        {f"net.{i}.0.{part}": shape for i in range(4) for part, shape in {
            "weight": (3 if i == 3 else 128, 2 if i == 0 else 128),
            "bias": (3 if i == 3 else 128,)}.items()},
        "net.1.0.weight",
        "`forward` computes sin(30·z), so the pre-activations are thirty times what the weights "
        "give.",
    ),
    Recipe(
        "ppo", "PPO, as CleanRL starts it",
        "Orthogonal matrices, a policy that starts undecided, and a critic of gain 1.",
        (
            Rule("*.weight", "orthogonal(gain=sqrt(2))", "hidden layers"),
            Rule("critic.4.weight", "orthogonal(gain=1)", "the value"),
            Rule("actor.4.weight", "orthogonal(gain=0.01)",
                 "the policy: all actions are nearly equally likely"),
            Rule("*.bias", 0, "biases"),
        ),
        (Source("vwxyzjn/cleanrl", "cleanrl/ppo.py",
                "020cf0e53305793c8e39f4b68f9ac1ae9099f004"),),
        {f"{head}.{i}.{part}": shape for head, out in (("critic", 1), ("actor", 4))
         for i, sizes in ((0, (64, 8)), (2, (64, 64)), (4, (out, 64)))
         for part, shape in (("weight", sizes), ("bias", sizes[:1]))},
        "actor.4.weight",
        "The gain √2 is ReLU's, though the activations are tanh.",
    ),
    Recipe(
        "lora", "LoRA",
        "One factor random, the other zero: the adapted model starts as the base model.",
        (
            Rule("*.lora_A", "uniform(bound=1/sqrt(fan_in))", "the factor at the input"),
            Rule("*.lora_B", 0, "the factor at the output"),
        ),
        (Source("microsoft/LoRA", "loralib/layers.py",
                "0771c1e30d86035f17cd189878165305cc3a5e33"),),
        {f"layers.{i}.{part}": shape for i in range(2)
         for part, shape in (("lora_A", (8, 256)), ("lora_B", (256, 8)))},
        "layers.0.lora_A",
        "These are the adapters alone: give their tensors, not the frozen ones. For embeddings "
        "the code exchanges the two. The product is scaled by α/r in `forward`.",
    ),
)  # fmt: skip
