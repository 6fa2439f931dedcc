using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Console.Policies.Words;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Tests.Console.Policies.Words;

/// <summary>What the editor offers must be what the loader takes: an offer that is then refused would teach the wrong language.</summary>
public sealed class PolicyWordsTests
{
    private static readonly PolicyWords Words = PolicyWords.Of(CatalogSnapshot.Empty);

    public static TheoryData<string> Annotations { get; } =
        [.. Words.Annotations.SelectMany(one => one.Values.Count == 0 ? [$"@{one.Name}(\"x\")"] : one.Values.Select(value => $"@{one.Name}(\"{value}\")"))];

    public static TheoryData<string> Paths { get; } = [.. Words.Shapes.SelectMany(pair => PathsOf(pair.Key, pair.Value))];

    public static TheoryData<string> Calls { get; } =
    [
        .. Words.Functions.Select(one => $"{one.Name}(\"{one.Sample}\") == {one.Name}(\"{one.Sample}\")"),
        .. Words.Methods.SelectMany(pair => pair.Value.Select(method => $"{Sample(pair.Key)}.{method.Name}({(method.Takes ? Argument(pair.Key, method.Name) : "")}) == 1")),
    ];

    [Fact]
    public void Offers_EveryEntityTypeAndEveryAction()
    {
        Assert.Equal(EntityTypes.All.Order(StringComparer.Ordinal), Words.Types.Select(type => type.Name).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        var actions = Words.Types.Single(type => type.Name == EntityTypes.Action).Ids;
        Assert.Equal(Actions.Groups.Select(group => group.Id), actions.Where(action => action.Group).Select(action => action.Name), StringComparer.Ordinal);
        Assert.Equal(Actions.All.Select(action => action.Name), actions.Where(action => !action.Group).Select(action => action.Name), StringComparer.Ordinal);
    }

    [Fact]
    public void Offers_TextsOnlyForAttributesThatTheSchemaHasAsTexts()
    {
        foreach (var (path, texts) in LanguageWords.Texts)
        {
            var shape = path.Split('.')[1..].Aggregate(Words.Shapes[path.Split('.')[0]], (shape, name) => shape.Of![name]);
            Assert.Equal(("text", texts), (shape.Kind, shape.Values));
        }
    }

    [Fact]
    public void Offers_WhatTheSchemaSays()
    {
        Assert.Equal("ServiceAccount, User", Words.Shapes["principal"].Type);
        Assert.Equal("Branch, Environment, Repository", Words.Shapes["resource"].Type);
        Assert.Equal(["classification", "isProtected", "kind", "name"], Words.Shapes["resource"].Of!.Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        var context = Words.Shapes["context"].Of!;
        Assert.Equal(("Set<Window>", "set", false), (context["openWindows"].Type, context["openWindows"].Kind, context["openWindows"].Optional));
        Assert.Equal(("Long", true), (context["port"].Type, context["port"].Optional));
        Assert.Equal(("ipaddr", "ip"), (context["source"].Of!["ip"].Type, context["source"].Of!["ip"].Kind));
        Assert.All(Words.Shapes["principal"].Of!["attestations"].Of!.Values, one => Assert.Equal(("datetime", true), (one.Kind, one.Optional)));
    }

    [Theory]
    [MemberData(nameof(Annotations))]
    public void Annotation_IsTaken(string annotation) =>
        Loads(annotation.StartsWith("@id(", StringComparison.Ordinal) ? $"{annotation} permit (principal, action, resource);" : $"@id(\"a\") {annotation} permit (principal, action, resource);");

    [Theory]
    [MemberData(nameof(Paths))]
    public void Attribute_IsTaken(string path) =>
        Loads($"@id(\"a\") permit (principal, action, resource) when {{ {path} == {path} }};");

    [Theory]
    [MemberData(nameof(Calls))]
    public void Call_IsTaken(string call) => Loads($"@id(\"a\") permit (principal, action, resource) when {{ {call} }};");

    private static void Loads(string policy)
    {
        var reading = PolicyBundle.Load("policy.cedar", policy, names: null);
        Assert.True(reading.Succeeded, string.Join("; ", reading.Faults));
    }

    private static IEnumerable<string> PathsOf(string path, ShapeWords shape) =>
        shape.Of is { } of ? of.SelectMany(pair => PathsOf($"{path}.{pair.Key}", pair.Value)) : [path];

    private static string Sample(string kind) => kind switch
    {
        "set" => "context.openWindows",
        "ip" => "context.source.ip",
        "datetime" => "context.now",
        "duration" => "context.mfa.age",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No sample."),
    };

    private static string Argument(string kind, string method) => (kind, method) switch
    {
        ("set", "contains") => "RemoteDev::Window::\"x\"",
        ("set", _) => "context.openWindows",
        ("ip", _) => "ip(\"10.0.0.0/8\")",
        (_, "offset") => "duration(\"1h\")",
        _ => "context.now",
    };
}
