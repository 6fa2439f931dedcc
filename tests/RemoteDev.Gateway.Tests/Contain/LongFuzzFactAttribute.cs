namespace RemoteDev.Gateway.Tests.Contain;

/// <summary>A run that lasts as many seconds as it is given; skipped when it is given none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongFuzzFactAttribute : FactAttribute
{
    public const string Variable = "SSH_FUZZ_SECONDS";

    public LongFuzzFactAttribute()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable)))
        {
            Skip = $"tests/fuzz-ssh runs this; {Variable} says for how long";
        }
    }
}
