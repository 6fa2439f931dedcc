using System.Collections.Frozen;
using RemoteDev.Cedar.Ast;

namespace RemoteDev.Cedar.Json;

/// <summary>The keys that operators have in JSON.</summary>
internal static class JsonOperators
{
    private static readonly Dictionary<string, BinaryOperator> ByKey = new(StringComparer.Ordinal)
    {
        ["=="] = BinaryOperator.Equal,
        ["!="] = BinaryOperator.NotEqual,
        ["<"] = BinaryOperator.Less,
        ["<="] = BinaryOperator.LessOrEqual,
        [">"] = BinaryOperator.Greater,
        [">="] = BinaryOperator.GreaterOrEqual,
        ["in"] = BinaryOperator.In,
        ["+"] = BinaryOperator.Add,
        ["-"] = BinaryOperator.Subtract,
        ["*"] = BinaryOperator.Multiply,
    };

    private static readonly FrozenDictionary<BinaryOperator, string> Keys = ByKey.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    public static string KeyOf(BinaryOperator @operator) => Keys[@operator];

    public static bool TryFind(string key, out BinaryOperator @operator) => ByKey.TryGetValue(key, out @operator);

    public static bool IsArithmetic(BinaryOperator @operator) => @operator >= BinaryOperator.Add;
}
