namespace RemoteDev.Cedar.Tests.Schema;

/// <summary>Schemas for tests, and a text that says all of a resolved one.</summary>
internal static class SchemaText
{
    public static CedarSchema Sound(string text)
    {
        var parsed = CedarSchema.ParseCedar(text, "test");
        Assert.True(parsed.Succeeded, string.Join('\n', parsed.Faults));
        return parsed.Value;
    }

    /// <summary>The faults without their file, one a line.</summary>
    public static string Faults(string text)
    {
        var parsed = CedarSchema.ParseCedar(text, "test");
        Assert.Equal(parsed.Succeeded, parsed.Faults.Count == 0);
        return string.Join('\n', parsed.Faults.Select(fault => fault.ToString()["test:".Length..]));
    }

    /// <summary>Everything a resolved schema says, in one order whatever the text's.</summary>
    public static string Describe(CedarSchema schema)
    {
        var types = schema.EntityTypes.Values.OrderBy(type => type.Name, StringComparer.Ordinal).Select(type =>
            $"{type.Name} in [{Sorted(type.Ancestors)}] {type.Attributes}"
            + (type.Tags is null ? "" : $" tags {type.Tags}") + (type.EnumIds is null ? "" : $" enum [{string.Join(", ", type.EnumIds)}]"));
        var actions = schema.Actions.Values.OrderBy(action => action.Uid.ToString(), StringComparer.Ordinal).Select(action =>
            $"{action.Uid} in [{Sorted(action.Ancestors.Select(uid => uid.ToString()))}] for [{Sorted(action.PrincipalTypes)}]"
            + $" on [{Sorted(action.ResourceTypes)}] with {action.Context}");
        return string.Join('\n', types.Concat(actions));
    }

    private static string Sorted(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));
}
