namespace RemoteDev.Policy.Decisions;

/// <summary>Where a request comes from.</summary>
public enum Origin
{
    /// <summary>Anything that has not proven to be inside.</summary>
    Outside = 0,

    /// <summary>A registered environment speaks with its own workload credential.</summary>
    Inside,
}
