namespace RemoteDev.Gateway;

/// <summary>A room without which new access is refused, so that a load balancer sends people elsewhere.</summary>
internal interface IReadinessPart
{
    /// <summary>A few words for an operator, or null while all is well.</summary>
    string? WhyNotReady { get; }

    /// <summary>What an operator must look at though access goes on; null while there is nothing.</summary>
    string? Warning => null;
}
