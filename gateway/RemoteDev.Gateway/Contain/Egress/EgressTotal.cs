namespace RemoteDev.Gateway.Contain.Egress;

/// <summary>One account's total on one UTC day.</summary>
internal sealed record EgressTotal(string Login, string Place, DateOnly Day, long Used);
