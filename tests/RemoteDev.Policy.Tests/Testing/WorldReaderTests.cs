using RemoteDev.Policy.Testing;

namespace RemoteDev.Policy.Tests.Testing;

public sealed class WorldReaderTests
{
    [Theory]
    [InlineData("roles: [dev]\nroles: [dev]", 2, "not YAML")]
    [InlineData("roles: [dev, dev]", 1, "two of role dev")]
    [InlineData("vendors:\n  - { name: acme, of: globex }", 2, "no vendor globex")]
    [InlineData("vendors:\n  - { name: acme, of: acme }", 2, "no vendor acme")]
    [InlineData("environments:\n  - { name: dev, project: payments }", 2, "no project payments")]
    [InlineData("projects: [payments]\nenvironments:\n  - { name: dev, project: paymnets }", 3, "did you mean payments?")]
    [InlineData("projects: [p]\nenvironments:\n  - { name: dev, project: p, classification: secret }", 3, "classification must be")]
    [InlineData("people:\n  - { login: ada, roles: [dev] }", 2, "no role dev")]
    [InlineData("people:\n  - { login: ada, attestations: { nda: never } }", 2, "an attestation is one of")]
    [InlineData("people:\n  - { login: ada, attestations: { oath: 2027-01-01 } }", 2, "an attestation is one of")]
    [InlineData("people:\n  - { name: ada }", 2, "login is missing")]
    [InlineData("windows:\n  - name: w\n    zone: Mars/Base\n    weekly: [{ days: Mon, hours: all day }]", 3, "IANA zone")]
    [InlineData("windows:\n  - name: w\n    zone: Etc/UTC\n    weekly: [{ days: Mon, hours: 9-5 }]", 4, "weekly[0].hours")]
    [InlineData("persons: []", 1, "persons is not known here")]
    public void Refuses_WithTheLine(string text, int line, string words)
    {
        var reading = WorldReader.Read("world.yaml", text);
        Assert.False(reading.Succeeded);
        Assert.Contains(reading.Faults, fault => fault.Line == line && fault.Message.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void ReadsAWorld()
    {
        var reading = WorldReader.Read("world.yaml", """
            roles: [dev]
            vendors:
              - name: acme
            projects: [p]
            repositories:
              - { name: app, project: p, protected: [main], classification: open }
            people:
              - { login: ada, vendor: acme, roles: dev, email: ada@acme.example, suspended: true, attestations: { nda: 2027-01-31 } }
            """);
        Assert.True(reading.Succeeded, string.Join('\n', reading.Faults));
        var ada = Assert.Single(reading.World.Facts.People);
        Assert.True(ada.Suspended);
        Assert.Equal("dev", Assert.Single(ada.Roles));
        Assert.Equal("p/app", Assert.Single(reading.World.Facts.Repositories).FullName);
    }
}
