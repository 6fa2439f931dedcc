namespace RemoteDev.Gateway.Journey;

/// <summary>Where the words come from: a person's own machine, or a registered environment inside the client's network.</summary>
internal enum RequestOrigin
{
    /// <summary>Anything not proven to be inside.</summary>
    Outside = 0,

    /// <summary>A registered environment spoke with its own workload credential.</summary>
    Inside,
}
