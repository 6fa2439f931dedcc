namespace RemoteDev.Gateway.Tests;

/// <summary>Tests that see what the whole process does, such as every span of it: while one runs, no other does.</summary>
[CollectionDefinition(nameof(AloneOfAll), DisableParallelization = true)]
public static class AloneOfAll;
