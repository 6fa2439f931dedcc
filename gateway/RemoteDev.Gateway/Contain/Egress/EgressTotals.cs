namespace RemoteDev.Gateway.Contain.Egress;

/// <summary>What is kept over a restart.</summary>
internal sealed record EgressTotals(IReadOnlyList<EgressTotal> Accounts);
