namespace RemoteDev.Cedar;

/// <summary>What kind of thing was found. The names are stable: they may be stored and compared.</summary>
public enum FindingCode
{
    /// <summary>An entity type that the schema does not have.</summary>
    UnknownEntityType,

    /// <summary>An action that the schema does not have.</summary>
    UnknownAction,

    /// <summary>An entity that is not among those an enumerated type lists.</summary>
    UnknownEnumEntity,

    /// <summary>A value of one type where another is needed.</summary>
    WrongType,

    /// <summary>Values of different types compared, or put into one set or one <c>if</c>.</summary>
    TypesDiffer,

    /// <summary>An attribute that the type does not have.</summary>
    UnknownAttribute,

    /// <summary>An optional attribute that is used without a test for its presence.</summary>
    UnprovenAttribute,

    /// <summary>A tag that is used without a test for its presence.</summary>
    UnprovenTag,

    /// <summary>A tag of an entity whose type has no tags.</summary>
    NoTags,

    /// <summary>An empty set literal, of which nobody can say what it is a set of.</summary>
    EmptySet,

    /// <summary>A function such as <c>ip</c> called with something else than a string literal.</summary>
    NotLiteral,

    /// <summary>A string that spells no value of the type it should.</summary>
    BadLiteral,

    /// <summary>A function called with too many or too few arguments.</summary>
    WrongArgumentCount,

    /// <summary>The policy follows more references from entity to entity than the level allows.</summary>
    LevelExceeded,

    /// <summary>The policy reads an entity that it names itself, which no level allows.</summary>
    LiteralDereferenced,

    /// <summary>The policy nests deeper than can be checked.</summary>
    TooDeep,

    /// <summary>The policies and the schema together are more work than the validator does.</summary>
    TooMuchWork,

    /// <summary>The schema allows no request that fits the policy's scope.</summary>
    ScopeFitsNothing,

    /// <summary>The conditions are false for every request that fits the scope.</summary>
    NeverApplies,

    /// <summary>Text with characters that change the direction of reading, so that it does not say what it shows.</summary>
    ReordersText,

    /// <summary>Text in letters of several scripts, one of which may look like another.</summary>
    MixesScripts,

    /// <summary>A name with a character that is invisible, unusual or easily taken for another.</summary>
    UnusualCharacter,

    /// <summary>A request whose principal or resource is of a type that the action is not for.</summary>
    NotApplicable,

    /// <summary>A request whose context is not what its action asks for.</summary>
    WrongContext,

    /// <summary>A text that is not what it should be: Cedar, or JSON as Cedar has it.</summary>
    BadText,

    /// <summary>Policies, templates and links that do not make a set together, or JSON that spells none.</summary>
    BadSet,

    /// <summary>An entity or a record that is not right in itself, or not as the schema has it.</summary>
    BadEntity,

    /// <summary>A policy that could not be evaluated for a request, and so did not count.</summary>
    EvaluationFailed,

    /// <summary>A constraint of a policy's scope that a request does not meet.</summary>
    OutOfScope,

    /// <summary>A part of a policy's conditions that is not what it has to be for the policy to apply.</summary>
    ConditionNotMet,
}
