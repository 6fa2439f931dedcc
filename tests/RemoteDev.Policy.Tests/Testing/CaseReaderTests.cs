using NodaTime;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Testing;
using RemoteDev.Policy.Tests.Windows;

namespace RemoteDev.Policy.Tests.Testing;

public sealed class CaseReaderTests
{
    private const string Sound = """
        cases:
          - name: Ada works
            person: ada
            at: Tue 09:30 Africa/Lagos
            action: browse
            resource: environment payments-dev
            expect: permit
        """;

    [Fact]
    public void ReadsACase_WithTheLeastTrustedCircumstancesButAFreshFactor()
    {
        var reading = CaseReader.Read("cases.yaml", Sound);
        Assert.Empty(reading.Faults);
        var read = Assert.Single(reading.Cases);
        Assert.Equal(2, read.Line);
        Assert.Equal(VerdictKind.Permitted, read.Expect);
        Assert.Equal(Origin.Outside, read.Context.Origin);
        Assert.Equal(TimeSpan.FromMinutes(1), read.Context.Mfa?.Age);
        Assert.Null(read.Because);
    }

    [Theory]
    [InlineData("at: Tue 09:30 Africa/Lagos", "at: tomorrow", 4, "at must be a moment")]
    [InlineData("at: Tue 09:30 Africa/Lagos", "at: Tue 9:30 Africa/Lagos", 4, "at must be a moment")]
    [InlineData("at: Tue 09:30 Africa/Lagos", "at: Tue 09:30 Africa/Nowhere", 4, "at must be a moment")]
    [InlineData("action: browse", "action: connect", 5, "action must be an action")]
    [InlineData("resource: environment payments-dev", "resource: payments-dev", 6, "resource must be a resource")]
    [InlineData("resource: environment payments-dev", "resource: branch payments/app", 6, "resource must be a resource")]
    [InlineData("expect: permit", "expect: allow", 7, "expect must be permit, deny")]
    [InlineData("expect: permit", "expcet: permit", 7, "did you mean expect?")]
    [InlineData("    person: ada\n", "", 2, "person is missing")]
    [InlineData("person: ada", "person: [ada]", 3, "person must be a plain value")]
    [InlineData("expect: permit", "expect: permit\n    mfa: 10 minutes", 8, "mfa must be an age")]
    [InlineData("expect: permit", "expect: permit\n    origin: home", 8, "origin must be")]
    [InlineData("expect: permit", "expect: permit\n    port: 65536", 8, "port must be")]
    [InlineData("expect: permit", "expect: permit\n    ip: 1.2.3.4.5", 8, "ip must be an address")]
    [InlineData("expect: permit", "expect: permit\n    obligations: { egress: lots }", 8, "not a budget")]
    [InlineData("expect: permit", "expect: permit\n    obligations: { id: x }", 8, "not obligations")]
    [InlineData("expect: permit", "expect: permit\n    attestations: { nda: soon }", 8, "must be the date")]
    [InlineData("expect: permit", "expect: permit\n    attestations: { ndaa: none }", 8, "not an attestation")]
    public void Refuses_WithTheLine(string sound, string faulty, int line, string words)
    {
        var reading = CaseReader.Read("cases.yaml", Sound.Replace(sound, faulty, StringComparison.Ordinal));
        var fault = Assert.Single(reading.Faults, fault => fault.Message.Contains(words, StringComparison.Ordinal));
        Assert.Equal(line, fault.Line);
        Assert.Equal("cases.yaml", fault.File);
    }

    [Theory]
    [InlineData("")]
    [InlineData("just words")]
    [InlineData("- a\n- b")]
    [InlineData("cases: [")]
    [InlineData("a: &x [1]\ncases: *x")]
    [InlineData("other: 1")]
    public void Refuses_WhatIsNoFileOfCases(string text)
    {
        var reading = CaseReader.Read("cases.yaml", text);
        Assert.NotEmpty(reading.Faults);
        Assert.Empty(reading.Cases);
    }

    [Fact]
    public void Refuses_NestingWithoutEnd() =>
        Assert.Contains(
            "nesting deeper",
            Assert.Single(CaseReader.Read("cases.yaml", new string('[', 100_000)).Faults).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("Tue 09:30 Africa/Lagos", "2026-11-24 09:30")]
    [InlineData("Mon 00:00 Africa/Lagos", "2026-11-23 00:00")]
    [InlineData("Sun 23:59 Africa/Lagos", "2026-11-29 23:59")]
    [InlineData("2026-12-25 09:30 Africa/Lagos", "2026-12-25 09:30")]
    [InlineData("2026-11-24T08:30:00Z", "2026-11-24 09:30")]
    public void ResolvesAMoment_InTheWeekOfTheReference(string text, string local)
    {
        Assert.True(CaseMoment.TryRead(text, out var moment));
        var reference = Instant.FromUtc(2026, 11, 25, 12, 0);
        Assert.Equal(WindowFixture.At(local, "Africa/Lagos"), moment.Resolve(reference));
    }
}
