using System.Runtime.InteropServices;
using System.Text;

namespace RemoteDev.Cedar.Syntax.Formatting;

/// <summary>
/// Writes layout as text. Works on a stack of its own, looks ahead at most one line's width, and stops at <c>maxLength</c>, so that
/// neither deep nor long input costs more than its share.
/// </summary>
internal sealed class DocWriter(int lineWidth, int maxLength)
{
    private readonly StringBuilder _output = new();
    private readonly Stack<Piece> _pending = new();
    private int _column;
    private bool _mustEndLine;

    /// <summary>The text, or null when it would be longer than the limit.</summary>
    public string? Write(Doc doc)
    {
        _pending.Push(new Piece(doc, 0, IsFlat: false));
        while (_pending.TryPop(out var piece))
        {
            if (_output.Length > maxLength)
            {
                return null;
            }

            Write(piece);
        }

        if (_mustEndLine || !IsLineBlank())
        {
            EndLine(0);
        }

        return _output.ToString();
    }

    private void Write(Piece piece)
    {
        switch (piece.Doc)
        {
            case Doc.Text text:
                WriteText(text.Value, piece.Indent);
                break;
            case Doc.Comment comment:
                WriteComment(comment, piece.Indent);
                break;
            case Doc.Break lineBreak when !lineBreak.IsForced && piece.IsFlat && !_mustEndLine:
                WriteText(lineBreak.Flat, piece.Indent);
                break;
            case Doc.Break:
                EndLine(piece.Indent);
                break;
            case Doc.Nest nest:
                // Past the middle of the line, more indent would only make every line too long.
                _pending.Push(piece with { Doc = nest.Content, Indent = Math.Min(piece.Indent + nest.Columns, Math.Max(lineWidth / 2, piece.Indent)) });
                break;
            case Doc.Group group:
                _pending.Push(piece with { Doc = group.Content, IsFlat = piece.IsFlat || Fits(group) });
                break;
            case Doc.Concat concat:
                for (var i = concat.Parts.Length - 1; i >= 0; i--)
                {
                    _pending.Push(piece with { Doc = concat.Parts[i] });
                }

                break;
        }
    }

    private void WriteText(string text, int indent)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (_mustEndLine)
        {
            EndLine(indent);
        }

        _output.Append(text);
        var lastBreak = text.LastIndexOf('\n');
        _column = lastBreak < 0 ? _column + text.Length : text.Length - lastBreak - 1;
    }

    private void WriteComment(Doc.Comment comment, int indent)
    {
        if (!comment.IsOwnLine)
        {
            WriteText(" ", indent);
        }
        else if (_mustEndLine || !IsLineBlank())
        {
            EndLine(indent);
        }

        if (comment.HasBlankBefore && _output.Length > 0)
        {
            EndLine(indent);
        }

        _output.Append(comment.Value);
        _mustEndLine = true;
    }

    private void EndLine(int indent)
    {
        while (_output.Length > 0 && _output[^1] == ' ')
        {
            _output.Length--;
        }

        if (_output.Length > 0)
        {
            _output.Append('\n').Append(' ', indent);
        }

        _column = indent;
        _mustEndLine = false;
    }

    private bool IsLineBlank()
    {
        for (var i = _output.Length - 1; i >= 0 && _output[i] != '\n'; i--)
        {
            if (_output[i] != ' ')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the group, with what follows it up to the next place where the line may end, fits the line.</summary>
    private bool Fits(Doc.Group group)
    {
        var room = lineWidth - _column - group.FlatWidth;
        if (_mustEndLine)
        {
            return group.FlatWidth < Doc.Endless;
        }

        var ahead = new Stack<Piece>();
        using var later = _pending.GetEnumerator();
        while (room >= 0)
        {
            if (!ahead.TryPop(out var piece))
            {
                if (!later.MoveNext())
                {
                    return true;
                }

                piece = later.Current;
            }

            switch (piece.Doc)
            {
                case Doc.Break or Doc.Comment when piece.Doc is not Doc.Break { IsForced: false } || !piece.IsFlat:
                    return true;
                case Doc.Text or Doc.Break:
                    room -= piece.Doc.FlatWidth;
                    break;
                case Doc.Nest nest:
                    ahead.Push(piece with { Doc = nest.Content });
                    break;
                case Doc.Group next:
                    ahead.Push(piece with { Doc = next.Content });
                    break;
                case Doc.Concat concat:
                    for (var i = concat.Parts.Length - 1; i >= 0; i--)
                    {
                        ahead.Push(piece with { Doc = concat.Parts[i] });
                    }

                    break;
            }
        }

        return false;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Piece(Doc Doc, int Indent, bool IsFlat);
}
