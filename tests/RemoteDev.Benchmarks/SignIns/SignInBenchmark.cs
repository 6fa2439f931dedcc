namespace RemoteDev.Benchmarks.SignIns;

/// <summary>What knowing a person costs with each request, alone and with Redis; and what signing in costs those who work meanwhile.</summary>
internal static class SignInBenchmark
{
    public static async Task<int> RunAsync(string[] options)
    {
        Console.WriteLine($"machine: {Environment.ProcessorCount} cores, .NET {Environment.Version}");
        string[] parts = options.Length > 0 ? options : ["validation", "redis", "storm"];
        foreach (var part in parts)
        {
            switch (part)
            {
                case "validation":
                    await ValidationPart.RunAsync();
                    break;
                case "redis":
                    await RedisPart.RunAsync();
                    break;
                case "storm":
                    await StormPart.RunAsync();
                    break;
                default:
                    await Console.Error.WriteLineAsync("usage: RemoteDev.Benchmarks sign-ins [validation|redis|storm ...]");
                    return 2;
            }
        }

        return 0;
    }
}
