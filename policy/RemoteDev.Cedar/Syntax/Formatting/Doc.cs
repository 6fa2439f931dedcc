namespace RemoteDev.Cedar.Syntax.Formatting;

/// <summary>
/// A piece of layout. Groups are written on one line when they fit it and nothing in them insists on a line's end; otherwise each
/// <see cref="Break"/> directly in them ends the line.
/// </summary>
internal abstract class Doc
{
    /// <summary>A width no line has: what contains a forced line end never fits.</summary>
    public const int Endless = 1 << 28;

    private Doc(int flatWidth) => FlatWidth = Math.Min(flatWidth, Endless);

    /// <summary>How many columns it takes when it is written on one line.</summary>
    public int FlatWidth { get; }

    public static implicit operator Doc(string text) => new Text(text);

    public static Doc Line { get; } = new Break(" ", isForced: false);

    public static Doc SoftLine { get; } = new Break("", isForced: false);

    public static Doc HardLine { get; } = new Break("", isForced: true);

    public static Doc Empty { get; } = new Text("");

    public static Doc Of(params Doc[] parts) => new Concat(parts);

    public static Doc Grouped(params Doc[] parts) => new Group(new Concat(parts));

    internal sealed class Text(string value) : Doc(value.Length)
    {
        public string Value { get; } = value;
    }

    internal sealed class Break(string flat, bool isForced) : Doc(isForced ? Endless : flat.Length)
    {
        public string Flat { get; } = flat;

        public bool IsForced { get; } = isForced;
    }

    /// <summary>A comment: alone on its line, or at the end of the line of what it follows.</summary>
    internal sealed class Comment(string value, bool isOwnLine, bool hasBlankBefore) : Doc(Endless)
    {
        public string Value { get; } = value;

        public bool IsOwnLine { get; } = isOwnLine;

        public bool HasBlankBefore { get; } = hasBlankBefore;
    }

    internal sealed class Concat(Doc[] parts) : Doc(WidthOf(parts))
    {
        public Doc[] Parts { get; } = parts;

        private static int WidthOf(Doc[] parts)
        {
            var width = 0;
            foreach (var part in parts)
            {
                width = Math.Min(width + part.FlatWidth, Endless);
            }

            return width;
        }
    }

    internal sealed class Group(Doc content) : Doc(content.FlatWidth)
    {
        public Doc Content { get; } = content;
    }

    internal sealed class Nest(int columns, Doc content) : Doc(content.FlatWidth)
    {
        public int Columns { get; } = columns;

        public Doc Content { get; } = content;
    }
}
