using System.Globalization;
using System.Text;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Validation;

/// <summary>
/// Notices text that does not say what it shows: characters that change the direction of reading, names in letters that look like others,
/// names with invisible characters. A reviewer reads what is shown, and the engine what is there.
/// </summary>
internal sealed class TextCheck(FindingLog log)
{
    private const string Latin = "Latn";

    private static readonly CharacterRanges Scripts = new(CharacterData.Scripts);
    private static readonly CharacterRanges Recommended = new(CharacterData.Recommended);

    /// <summary>Scripts that are written together.</summary>
    private static readonly string[][] Together = [["Hani", "Hira", "Kana"], ["Hani", "Hang"], ["Hani", "Bopo"]];

    public void Run(CedarPolicy policy)
    {
        foreach (var constraint in (ReadOnlySpan<ScopeConstraint>)[policy.Scope.Principal, policy.Scope.Action, policy.Scope.Resource])
        {
            foreach (var entity in constraint.Entities)
            {
                CheckName(entity.Uid.Id, entity.Span);
            }
        }

        foreach (var expression in ExpressionTree.Of(policy))
        {
            CheckExpression(expression);
        }
    }

    private void CheckExpression(Expression expression)
    {
        switch (expression)
        {
            case Expression.Literal { Value: StringValue text }:
                CheckText(text.Value, expression.Span);
                break;
            case Expression.Literal { Value: EntityUid uid }:
                CheckName(uid.Id, expression.Span);
                break;
            case Expression.Like like:
                CheckText(string.Join('*', like.Pattern.Segments.ToArray()), expression.Span);
                break;
            case Expression.GetAttribute get:
                CheckName(get.Name, expression.Span);
                break;
            case Expression.HasAttribute { Path: var names }:
                Array.ForEach(names, name => CheckName(name, expression.Span));
                break;
            case Expression.Record { Names: var names }:
                Array.ForEach(names, name => CheckName(name, expression.Span));
                break;
        }
    }

    private void CheckText(string text, SourceSpan span)
    {
        if (!Ascii.IsValid(text) && !CheckDirection(text, span))
        {
            CheckScripts(text, span, "the text");
        }
    }

    private void CheckName(string name, SourceSpan span)
    {
        if (CheckDirection(name, span))
        {
            return;
        }

        foreach (var rune in name.EnumerateRunes())
        {
            if (rune.IsAscii ? Rune.IsControl(rune) : Recommended.Find(rune) is null)
            {
                log.Warn(
                    span,
                    FindingCode.UnusualCharacter,
                    $"the name {Quote(name)} contains {Describe(rune)}, which is invisible, unusual or easily taken for another character");
                return;
            }
        }

        CheckScripts(name, span, "the name");
    }

    private bool CheckDirection(string text, SourceSpan span)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069))
            {
                log.Warn(
                    span,
                    FindingCode.ReordersText,
                    $"the text contains {Describe(rune)}, which changes the order in which it is shown: it does not say what it seems to");
                return true;
            }
        }

        return false;
    }

    private void CheckScripts(string text, SourceSpan span, string what)
    {
        var scripts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rune in text.EnumerateRunes())
        {
            var script = rune.IsAscii ? Rune.IsLetter(rune) ? Latin : null : Scripts.Find(rune);
            if (script is not null && scripts.Add(script) && scripts.Count > 1
                && !Array.Exists(Together, together => scripts.IsSubsetOf(together)))
            {
                log.Warn(
                    span,
                    FindingCode.MixesScripts,
                    $"{what} {Quote(text)} mixes scripts: {Describe(rune)} is of another than what is before it, and may only look alike");
                return;
            }
        }
    }

    private static string Quote(string text) => TypeText.Cut(StringValue.Quote(text));

    private static string Describe(Rune rune)
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");
        return Rune.IsLetterOrDigit(rune) ? $"`{rune}` ({code})" : code;
    }
}
