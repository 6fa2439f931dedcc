namespace RemoteDev.Policy.Explaining.Obstacles;

/// <summary>How near an obstacle is to being gone, the nearest first.</summary>
internal enum Nearness
{
    /// <summary>The person can do it at once: show a factor, name a ticket.</summary>
    Own,

    /// <summary>The person can do it from elsewhere: from inside, from another device.</summary>
    Surroundings,

    /// <summary>Somebody else has to agree.</summary>
    Consent,

    /// <summary>It comes with time.</summary>
    Time,

    /// <summary>Something has to be put on file.</summary>
    Paper,

    /// <summary>The person or the resource would have to be another in some way.</summary>
    Fact,

    /// <summary>It is for other people.</summary>
    Person,

    /// <summary>It is for other actions.</summary>
    Action,

    /// <summary>It is for other resources.</summary>
    Resource,

    /// <summary>Nothing helps.</summary>
    Never,
}
