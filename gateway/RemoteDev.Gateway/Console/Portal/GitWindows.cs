using RemoteDev.Gateway.Authorize.Decisions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Gateway.Console.Portal;

/// <summary>
/// The windows that concern a person's git: whether one of them is open changes policy's answer about a repository of theirs, or which policies
/// give it. No other is named to them, nor is it said whether there is one.
/// </summary>
internal sealed class GitWindows(GitPlaces places, RulesInForce rules, TimeProvider clock)
{
    // Some microseconds each; beyond it nothing more is offered.
    private const int MostAsked = 20_000;

    /// <summary>Their names, in order.</summary>
    public IReadOnlyList<string> Of(Verified verified)
    {
        var now = clock.GetUtcNow();
        var current = rules.Now(now).Rules;
        var all = current.Windows.OrderBy(window => window.Name, StringComparer.Ordinal).ToList();
        var questions = places.Of(verified).SelectMany(name => Questions(verified, name)).ToList();
        var none = Answers(OpenWindows.None);
        var every = Answers(OpenWindows.Supposed(all));
        return [.. all.Take(MostAsked / Math.Max(1, 2 * questions.Count)).Where(Matters).Select(window => window.Name)];

        List<string> Answers(OpenWindows open) => [.. questions.Select(question => Answer(question, open))];

        string Answer(in Question question, OpenWindows open)
        {
            var verdict = current.Judge(question, open, now);
            return $"{verdict.Kind} {string.Join(' ', verdict.PolicyIds.Order(StringComparer.Ordinal))}";
        }

        bool Matters(WindowDefinition window)
        {
            var (alone, others) = (OpenWindows.Supposed([window]), OpenWindows.Supposed(all.Where(other => other.Name != window.Name)));
            return questions.Index().Any(one => Answer(one.Item, alone) != none[one.Index] || Answer(one.Item, others) != every[one.Index]);
        }
    }

    private static IEnumerable<Question> Questions(Verified verified, string repository) =>
        [Question.Of(verified, Actions.GitFetch, Uids.Repository(repository), AccessDetail.Git), Question.Of(verified, Actions.GitPush, Uids.Repository(repository), AccessDetail.Git)];
}
