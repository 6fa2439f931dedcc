using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace RemoteDev.Cedar.Tests.Schema;

/// <summary>Makes sound schemas of all that the Cedar syntax has, always the same ones.</summary>
[SuppressMessage("Security", "CA5394", Justification = "The same schemas each run are the point.")]
internal sealed class RandomSchema(int seed)
{
    private static readonly string[] BuiltIn = ["Long", "Bool", "String", "__cedar::Long", "ipaddr", "decimal", "__cedar::datetime", "duration"];
    private static readonly string[] Names = ["a", "b", "\"c d\"", "\"\"", "\"\\u{1F600}\\n\"", "type", "\"in\"", "Set", "\"\\\"\"", "e_1"];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();

    public string Next()
    {
        _text.Clear();
        foreach (var name in (string[])["", "N", "N::M"])
        {
            // The parts of each namespace have names of their own, as none may hide those of the empty one.
            var suffix = name.Replace("::", "", StringComparison.Ordinal);
            Annotate(name.Length > 0);
            _text.Append(name.Length == 0 ? "" : $"namespace {name} {{\n");
            Declare(suffix);
            _text.Append(name.Length == 0 ? "\n" : "}\n");
        }

        return _text.ToString();
    }

    private void Declare(string suffix)
    {
        // Each common type may use the ones before it.
        for (var i = 0; i < 3; i++)
        {
            Annotate();
            _text.Append(CultureInfo.InvariantCulture, $"type T{i}{suffix} = {Type(3, suffix, common: i)};\n");
        }

        Annotate();
        _text.Append(CultureInfo.InvariantCulture, $"entity E0{suffix}, E1{suffix} in [E1{suffix}, E2{suffix}] {Record(2, suffix, 3)}{(Coin() ? $" tags {Type(2, suffix, 3)}" : "")};\n");
        Annotate();
        _text.Append(CultureInfo.InvariantCulture, $"entity E2{suffix} enum [\"x\", \"y \\n\"];\n");
        Annotate();
        _text.Append(CultureInfo.InvariantCulture, $"action \"g{suffix}\", h{suffix};\n");
        Annotate();
        _text.Append(CultureInfo.InvariantCulture, $"action r{suffix}{(Coin() ? $" in [g{suffix}, Action::\"h{suffix}\"]" : "")}");
        _text.Append(Coin() ? $" appliesTo {{ principal: [E0{suffix}], resource: E2{suffix}, context: {Record(2, suffix, 3)} }};\n" : ";\n");
    }

    private void Annotate(bool canStand = true) => _text.Append(canStand && _random.Next(3) == 0 ? "@doc(\"\\t x\") @in\n" : "");

    private string Type(int depth, string suffix, int common) => _random.Next(depth == 0 ? 3 : 5) switch
    {
        0 => BuiltIn[_random.Next(BuiltIn.Length)],
        1 => common == 0 ? "Long" : $"T{_random.Next(common)}{suffix}",
        2 => $"E{_random.Next(3)}{suffix}",
        3 => $"Set<{Type(depth - 1, suffix, common)}>",
        _ => Record(depth - 1, suffix, common),
    };

    private string Record(int depth, string suffix, int common)
    {
        var names = Names.ToArray();
        _random.Shuffle(names);
        return $"{{{string.Join(", ", names.Take(_random.Next(4)).Select(name =>
            $"{(Coin() ? "" : "@d ")}{name}{(Coin() ? "?" : "")}: {Type(depth, suffix, common)}"))}}}";
    }

    private bool Coin() => _random.Next(2) == 0;
}
