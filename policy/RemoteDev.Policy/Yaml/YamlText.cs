using YamlDotNet.Core;

namespace RemoteDev.Policy.Yaml;

/// <summary>One written value and where it is.</summary>
internal readonly record struct YamlText(string Value, Mark Start)
{
    public int Line => (int)Start.Line;

    public int Column => (int)Start.Column;
}
