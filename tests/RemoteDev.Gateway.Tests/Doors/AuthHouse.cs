using RemoteDev.Gateway.Tests.Authorize;

namespace RemoteDev.Gateway.Tests.Doors;

/// <summary>The fixture's policy with a part of it changed.</summary>
internal static class AuthHouse
{
    public static string WithBudget(string budget) => AuthorizeFixture.PolicyText.Replace("1MiB/day", budget, StringComparison.Ordinal);
}
