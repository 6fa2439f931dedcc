using RemoteDev.Policy.Faults;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace RemoteDev.Policy.Yaml;

/// <summary>Loads one YAML mapping from text that may be anything.</summary>
internal static class YamlDocument
{
    private const int MaxText = 1 << 20;
    private const int MaxDepth = 16;

    /// <summary>The mapping at the top; null with a fault reported when there is none.</summary>
    public static YamlMap? Load(string file, string text, Action<PolicyFault> report)
    {
        if (text.Length > MaxText)
        {
            report(new PolicyFault(file, 1, 1, $"a file of more than {MaxText} characters is not read"));
            return null;
        }

        try
        {
            // Loading recurses, so depth is checked on the flat stream of events first.
            if (FindExcess(text) is { } excess)
            {
                report(new PolicyFault(file, (int)excess.Start.Line, (int)excess.Start.Column, excess is AnchorAlias
                    ? "aliases are not read; write the value out"
                    : $"nesting deeper than {MaxDepth} is not read"));
                return null;
            }

            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents is [{ RootNode: YamlMappingNode root }])
            {
                return new YamlMap(file, root, report);
            }

            report(new PolicyFault(file, 1, 1, "the file must be one document with names and values, like 'cases:'"));
        }
        catch (YamlException e)
        {
            report(new PolicyFault(file, (int)e.Start.Line, (int)e.Start.Column, $"this is not YAML: {e.Message}"));
        }

        return null;
    }

    private static ParsingEvent? FindExcess(string text)
    {
        var depth = 0;
        var parser = new Parser(new StringReader(text));
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > MaxDepth + 2 || parser.Current is AnchorAlias)
            {
                return parser.Current;
            }
        }

        return null;
    }
}
