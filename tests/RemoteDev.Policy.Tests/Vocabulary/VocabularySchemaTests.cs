using System.Text.RegularExpressions;
using RemoteDev.Cedar;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Policy.Tests.Vocabulary;

/// <summary>The schema that people and editors read says the same as the words the engine knows.</summary>
public sealed partial class VocabularySchemaTests
{
    [Fact]
    public void Schema_IsOne_InBothSyntaxes()
    {
        var schema = CedarSchema.ParseCedar(VocabularySchema.Text, VocabularySchema.FileName);
        Assert.True(schema.Succeeded, string.Join('\n', schema.Faults));

        var fromJson = CedarSchema.ParseJson(schema.Value.ToJson(), "json");
        Assert.True(fromJson.Succeeded, string.Join('\n', fromJson.Faults));
        Assert.Equal(schema.Value.ToCedar().Value, fromJson.Value.ToCedar().Value);
    }

    [Fact]
    public void Schema_DeclaresExactlyTheEntityTypes()
    {
        var declared = EntityDeclaration().Matches(VocabularySchema.Text).Select(match => $"RemoteDev::{match.Groups["name"].Value}");
        Assert.Equal(Sorted(EntityTypes.All.Where(type => type != EntityTypes.Action)), Sorted(declared));
    }

    [Fact]
    public void Schema_DeclaresExactlyTheActions_WithTheirGroupsAndResources()
    {
        var declared = new List<string>();
        foreach (Match match in ActionDeclaration().Matches(VocabularySchema.Text))
        {
            var resources = match.Groups["resource"].Value.Trim('[', ']').Split(',', StringSplitOptions.TrimEntries);
            declared.AddRange(match.Groups["names"].Value.Split(',', StringSplitOptions.TrimEntries)
                .Select(name => $"{name} in [{match.Groups["group"].Value}] on {string.Join(' ', resources)}{(match.Groups["who"].Value == "User" ? "" : " also for services")}"));
        }

        var known = Actions.All.Select(action =>
            $"{action.Name} in [{action.Group?.Id}] on {string.Join(' ', action.ResourceTypes.Select(type => type["RemoteDev::".Length..]))}{(action.IsForServices ? " also for services" : "")}");
        Assert.Equal(Sorted(known), Sorted(declared));
    }

    [Fact]
    public void Schema_DeclaresTheGroups() =>
        Assert.Contains($"action {string.Join(", ", Actions.Groups.Select(group => group.Id))};", VocabularySchema.Text, StringComparison.Ordinal);

    private static string Sorted(IEnumerable<string> words) => string.Join('\n', words.Order(StringComparer.Ordinal));

    [GeneratedRegex(@"^  entity (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EntityDeclaration();

    [GeneratedRegex(@"^  action (?<names>[\w, ]+?)(?: in \[(?<group>\w+)\])?\s+appliesTo \{ principal: (?<who>User|\[User, ServiceAccount\]), resource: (?<resource>[^}]+?), context: RequestContext \};", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ActionDeclaration();
}
