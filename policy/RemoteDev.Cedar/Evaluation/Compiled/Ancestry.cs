using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary>The right side of <c>in</c>.</summary>
internal abstract class Ancestry
{
    /// <summary>Whether the entity is what the right side names, or below it.</summary>
    public abstract Truth Holds(in RequestFrame frame, EntityUid descendant);

    /// <summary>An entity named in the policy.</summary>
    internal sealed class Named(EntityUid ancestor) : Ancestry
    {
        public override Truth Holds(in RequestFrame frame, EntityUid descendant) =>
            frame.IsIn(descendant, ancestor) ? Truth.True : Truth.False;
    }

    /// <summary>A set written element by element, some of them only known with the request. No set is made of them.</summary>
    internal sealed class Listed(Node[] elements) : Ancestry
    {
        public override Truth Holds(in RequestFrame frame, EntityUid descendant)
        {
            var isFound = false;
            foreach (var element in elements)
            {
                if (element.Evaluate(in frame).Reference is not EntityUid ancestor)
                {
                    return Truth.Fault;
                }

                isFound = isFound || frame.IsIn(descendant, ancestor);
            }

            return isFound ? Truth.True : Truth.False;
        }
    }

    /// <summary>Anything else: an entity, or a set of nothing but entities.</summary>
    internal sealed class Computed(Node right) : Ancestry
    {
        public override Truth Holds(in RequestFrame frame, EntityUid descendant) => right.Evaluate(in frame).Reference switch
        {
            EntityUid ancestor => frame.IsIn(descendant, ancestor) ? Truth.True : Truth.False,
            SetValue { HoldsOnlyEntities: true } set => frame.IsInAny(descendant, set) ? Truth.True : Truth.False,
            _ => Truth.Fault,
        };
    }
}
