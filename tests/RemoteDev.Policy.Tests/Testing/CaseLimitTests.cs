using System.Text;
using RemoteDev.Policy.Testing;

namespace RemoteDev.Policy.Tests.Testing;

public sealed class CaseLimitTests
{
    [Fact]
    public void Refuses_MoreCasesThanAreRun_InsteadOfLettingTheRestPass()
    {
        Assert.True(Read(2000).Succeeded);
        Assert.Contains("more than 2000", Assert.Single(Read(2001).Faults).Message, StringComparison.Ordinal);
    }

    private static CaseReading Read(int count)
    {
        var text = new StringBuilder("cases:\n");
        for (var i = 0; i < count; i++)
        {
            text.Append("  - { name: n, person: ada, at: Tue 09:30 Africa/Lagos, action: managePeople, resource: gateway, expect: deny }\n");
        }

        return CaseReader.Read("policy.tests.yaml", text.ToString());
    }
}
