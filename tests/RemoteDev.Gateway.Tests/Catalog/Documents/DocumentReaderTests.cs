using RemoteDev.Gateway.Catalog.Documents;

namespace RemoteDev.Gateway.Tests.Catalog.Documents;

public sealed class DocumentReaderTests
{
    [Theory]
    [InlineData("peple: []", 1, 1, "did you mean people?")]
    [InlineData("- a\n- b", 1, 1, "is a list; a catalogue file is a mapping of vendors")]
    [InlineData("just words", 1, 1, "is a value; a catalogue file is a mapping")]
    [InlineData("people: ada", 1, 9, "must be a list")]
    [InlineData("people: [ada]", 1, 10, "must be a mapping of fields")]
    [InlineData("people:\n  - {login: ada, email: a@acme.example, timezone: UTC}", 2, 41, "'timezone' is not a field here; did you mean timeZone?")]
    [InlineData("people:\n  - {login: ada, email: [a]}", 2, 25, "is a list, and must be one value")]
    [InlineData("people:\n  - {email: a@acme.example}", 2, 5, "is missing")]
    [InlineData("people:\n  - {login: ada, email: a@acme.example, roles: developer}", 2, 48, "is a value, and must be a list")]
    [InlineData("roles:\n  - {name: admin, administrative: yes}", 2, 35, "is 'yes', and must be true or false")]
    [InlineData("roles:\n  - name: admin\n    name: other", 3, 5, "'name' already stands in line 2")]
    [InlineData("roles: []\nroles: []", 2, 1, "'roles' already stands in line 1")]
    [InlineData("roles:\n  - {name: admin}\n  - {name: admin}", 3, 5, "is already written in c.yaml:2")]
    [InlineData("roles:\n\t- name: admin", 2, 1, "indented with a tab")]
    [InlineData("roles: [", 2, 1, "did not find expected")]
    public void Refuses_WithFileLineAndColumn(string yaml, int line, int column, string message)
    {
        var fault = Assert.Single(DocumentReader.Read([new CatalogDocument("c.yaml", yaml)]).Faults);

        Assert.Equal(("c.yaml", line, column), (fault.File, fault.Line, fault.Column));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: &a [x]\nb: *a", "anchors")]
    [InlineData("roles: [*a]", "aliases")]
    [InlineData("roles: !!set {a}", "tags")]
    [InlineData("roles: !<tag:example.com,2026:x> []", "tags")]
    [InlineData("? [a, b]\n: c", "a key is a word")]
    public void Refuses_WhatACatalogueNeedsNot(string yaml, string message)
    {
        var fault = Assert.Single(DocumentReader.Read([new CatalogDocument("c.yaml", yaml)]).Faults);

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_ABomb_BeforeItGrows()
    {
        var bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"k{i}: &k{i} [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"));

        var fault = Assert.Single(DocumentReader.Read([new CatalogDocument("bomb.yaml", bomb)]).Faults);

        Assert.Equal(("bomb.yaml", 1), (fault.File, fault.Line));
    }

    [Fact]
    public void Refuses_Depth_Length_AndNumber()
    {
        var deep = "roles: " + new string('[', 5000) + new string(']', 5000);
        var many = "roles: [" + string.Join(',', Enumerable.Repeat("a", 100_001)) + "]";
        var@long = "# " + new string('x', YamlTreeReader.MaxFile);

        Assert.Contains("nested", Assert.Single(Read(deep)).Message, StringComparison.Ordinal);
        Assert.Contains("more than 100000 values", Assert.Single(Read(many)).Message, StringComparison.Ordinal);
        Assert.Contains("at most", Assert.Single(Read(@long)).Message, StringComparison.Ordinal);
        Assert.Contains("200", Assert.Single(DocumentReader.Read([.. Enumerable.Repeat(new CatalogDocument("c.yaml", ""), 201)]).Faults).Message, StringComparison.Ordinal);
        Assert.Contains("no file", Assert.Single(DocumentReader.Read([]).Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_AllFaultsOfAllFiles()
    {
        var faults = DocumentReader.Read(
        [
            new("a.yaml", "roles:\n  - {name: admin, colour: red}\n  - {administrative: maybe}"),
            new("b.yaml", "people:\n  - {login: ada}\nroles: [{name: admin}]"),
            new("c.toml", ""),
        ]).Faults;

        Assert.Equal(
            ["c.toml:1", "a.yaml:2", "a.yaml:3", "a.yaml:3", "b.yaml:2", "b.yaml:3"],
            faults.Select(fault => $"{fault.File}:{fault.Line}"),
            StringComparer.Ordinal);
    }

    [Fact]
    public void Refuses_SeveralPolicies_AndAPolicyWithoutTests()
    {
        Assert.Equal("two.cedar", Files(new("one.cedar", ""), new("two.cedar", ""), new("policy.tests.yaml", "")));
        Assert.Equal("two.tests.yaml", Files(new("one.cedar", ""), new("one.tests.yaml", ""), new("two.tests.yaml", "")));
        Assert.Equal("one.cedar", Files(new CatalogDocument("one.cedar", "")));
        Assert.Equal("one.tests.yaml", Files(new CatalogDocument("one.tests.yaml", "")));

        static string? Files(params CatalogDocument[] documents) => Assert.Single(DocumentReader.Read(documents).Faults).File;
    }

    [Fact]
    public void Reads_SeveralYamlDocumentsInOneFile_AndEmptyOnes() =>
        Assert.Empty(Read("roles: [{name: a}]\n---\n# nothing\n---\nroles:\n"));

    private static IReadOnlyList<RemoteDev.Gateway.Catalog.CatalogFault> Read(string yaml) => DocumentReader.Read([new CatalogDocument("c.yaml", yaml)]).Faults;
}
