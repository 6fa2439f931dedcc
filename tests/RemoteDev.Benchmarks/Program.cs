using System.Globalization;
using RemoteDev.Benchmarks.Cedar;
using RemoteDev.Benchmarks.Policies;
using RemoteDev.Benchmarks.Proxy;
using RemoteDev.Benchmarks.SignIns;
using RemoteDev.Benchmarks.Ssh;

// usage: RemoteDev.Benchmarks proxy [--cycles N] | sign-ins [validation|redis|storm ...] | cedar | cedar-peers | policy-diff | ssh [--mb N] [--rounds N] [--seconds N] [PART...]
// The other words start one of the programmes that a benchmark measures; each runs until its standard input closes.
switch (args)
{
    case ["upstream"]:
        await Upstream.RunAsync();
        return 0;
    case ["bare-yarp", var upstream]:
        await BareYarp.RunAsync(new Uri(upstream));
        return 0;
    case ["gateway", var upstream, var data]:
        await FullGateway.RunAsync(new Uri(upstream), data);
        return 0;
    case ["ssh-relay", var port, var hostKey, var keyFile]:
        await SshRelayProgramme.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), hostKey, keyFile);
        return 0;
    case ["ssh-end", var keyFile]:
        await SshEndProgramme.RunAsync(keyFile);
        return 0;
    case ["ssh", .. var options]:
        return await SshBenchmark.RunAsync(options);
    case ["proxy", .. var options]:
        return await ProxyBenchmark.RunAsync(options);
    case ["sign-ins", .. var options]:
        return await SignInBenchmark.RunAsync(options);
    case ["cedar"]:
        return CedarBenchmark.Run();
    case ["cedar-peers"]:
        return await SideBySideBenchmark.RunAsync();
    case ["policy-diff"]:
        return await PolicyBenchmark.RunAsync(Console.Out);
    default:
        await Console.Error.WriteLineAsync("usage: RemoteDev.Benchmarks proxy [--cycles N] | sign-ins [validation|redis|storm ...] | cedar | cedar-peers | policy-diff | ssh [--mb N] [--rounds N] [--seconds N] [PART...]");
        return 2;
}
