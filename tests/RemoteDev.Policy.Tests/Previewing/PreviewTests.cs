using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Previewing;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.Tests.Decisions;
using static RemoteDev.Policy.Tests.Decisions.DecisionFixture;

namespace RemoteDev.Policy.Tests.Previewing;

public sealed class PreviewTests
{
    private const string Policies = """
        @id("acme") permit (principal in RemoteDev::Vendor::"acme", action == RemoteDev::Action::"browse", resource in RemoteDev::Project::"payments");
        @id("jewels") forbid (principal, action, resource == RemoteDev::Environment::"vault");
        """;

    [Fact]
    public void ListsWhoCanDoWhat_AndByWhichPolicies()
    {
        var rows = Preview.WhoCanDoWhat(Bundle(Policies), Known, new PreviewQuestion(Context()))
            .Where(row => row.Verdict.Kind == VerdictKind.Permitted)
            .ToList();
        Assert.Equal("ada bola gus", string.Join(' ', rows.Select(row => row.Person)));
        Assert.All(rows, row => Assert.Equal(Uids.Environment("payments-dev"), row.Resource));
        Assert.All(rows, row => Assert.Equal("acme", Assert.Single(row.Verdict.PolicyIds)));
    }

    [Fact]
    public void CoversEveryPersonActionAndResourceThatFit()
    {
        var rows = Preview.WhoCanDoWhat(Bundle(Policies), Known, new PreviewQuestion(Context())).ToList();
        var fitting = Actions.All.Sum(action => action.ResourceTypes.Sum(type => type switch
        {
            EntityTypes.Environment => 3,
            EntityTypes.Project => 2,
            EntityTypes.Repository or EntityTypes.Gateway => 1,
            _ => 0,
        }));
        Assert.Equal(Facts.People.Length * fitting, rows.Count);
        Assert.All(rows.Where(row => row.Person == "eve"), row => Assert.Equal(DenialCause.Suspended, row.Verdict.Denied().Cause));
    }

    [Fact]
    public void NarrowsToWhatIsAsked()
    {
        var question = new PreviewQuestion(Context())
        {
            People = ["ada"],
            Actions = [Actions.Browse, Actions.Connect],
            Resources = [Uids.Environment("vault"), Uids.Branch("payments/app", "main")],
        };
        var row = Assert.Single(Preview.WhoCanDoWhat(Bundle(Policies), Known, question));
        Assert.Equal("jewels", Assert.Single(row.Verdict.PolicyIds));
    }
}
