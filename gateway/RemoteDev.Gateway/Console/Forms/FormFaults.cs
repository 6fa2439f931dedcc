using RemoteDev.Gateway.Catalog;

namespace RemoteDev.Gateway.Console.Forms;

/// <summary>
/// What is wrong with a form: at its field where a field is to blame, and all of it in the summary, so that nobody hunts for it.
/// </summary>
internal sealed class FormFaults
{
    private readonly List<FormFault> _all = [];

    public bool Any => _all.Count > 0;

    public IReadOnlyList<FormFault> All => _all;

    /// <summary>What is wrong with one field.</summary>
    public IEnumerable<string> Of(string field) => _all.Where(fault => fault.Field == field).Select(fault => fault.Message);

    public void Add(string field, string message) => _all.Add(new FormFault(field, message));

    /// <summary>
    /// Takes faults of the catalogue: the part of the path after the entry's own name is the field (<c>ssh/login</c> is one), without
    /// the index or the deeper parts that a form shows within one box.
    /// </summary>
    /// <param name="entryPath">The path of the entry the form is about: <c>people/ada</c>.</param>
    public void Take(IEnumerable<CatalogFault> faults, string entryPath)
    {
        foreach (var fault in faults)
        {
            var rest = fault.Path.StartsWith(entryPath + "/", StringComparison.Ordinal) ? fault.Path[(entryPath.Length + 1)..] : "";
            var end = rest.AsSpan().IndexOfAny('[', '.');
            var place = Place(fault);
            var about = rest.Length > 0 || fault.Path == entryPath || fault.File is not null ? "" : $"{fault.Path} ";
            var where = end >= 0 ? $"{Index(rest)} " : "";
            _all.Add(new FormFault(end < 0 ? rest : rest[..end], place + about + where + fault.Message));
        }
    }

    private static string Place(CatalogFault fault) => fault switch
    {
        { File: { } file, Line: { } line, Column: { } column } => $"{file}:{line}:{column}: ",
        { Line: { } line, Column: { } column } => $"line {line}, column {column}: ",
        { Line: { } line } => $"line {line}: ",
        _ => "",
    };

    // "weekly[1].hours" in a box of lines is "line 2 (hours)".
    private static string Index(string path)
    {
        var open = path.IndexOf('[', StringComparison.Ordinal);
        var close = path.IndexOf(']', StringComparison.Ordinal);
        if (open < 0 || close < open || !int.TryParse(path.AsSpan(open + 1, close - open - 1), out var index))
        {
            return path + ":";
        }

        var deeper = path[(close + 1)..].TrimStart('.', '/');
        return deeper.Length == 0 ? $"line {index + 1}:" : $"line {index + 1}, {deeper}:";
    }
}
