using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RemoteDev.Gateway.Tests.Doors.Git.Ssh;

/// <summary>
/// A git server inside: git's own <c>git http-backend</c> as a CGI programme behind a listener on loopback, over one bare repository
/// <c>payments/app.git</c>. A test may answer in its place.
/// </summary>
internal sealed class GitServerInside : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("git-inside-");

    private GitServerInside(WebApplication app) => _app = app;

    /// <summary>What was asked, in order: method, path and query.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>What else the requests said.</summary>
    public ConcurrentQueue<IHeaderDictionary> Headers { get; } = new();

    /// <summary>Answers in the place of git when it returns true.</summary>
    public Func<HttpContext, Task<bool>> Instead { get; set; } = _ => Task.FromResult(false);

    public Uri Upstream => new($"{_app.Urls.First()}/payments/app.git");

    /// <summary>The bare repository on disk.</summary>
    public string Repository => Path.Combine(_folder.FullName, "payments", "app.git");

    public static async Task<GitServerInside> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var app = builder.Build();
        var server = new GitServerInside(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        await GitProgram.InAsync(server._folder.FullName, "init", "--quiet", "--bare", "--initial-branch=main", "payments/app.git");
        await server.SetAsync("uploadpack.allowFilter", "true");
        await server.SetAsync("http.receivepack", "true");
        await server.SetAsync("receive.advertisePushOptions", "true");
        return server;
    }

    public Task SetAsync(string name, string value) => GitProgram.InAsync(Repository, "config", name, value);

    /// <summary>What a ref points at, or an empty text.</summary>
    public async Task<string> RefAsync(string name) => (await GitProgram.RunAsync(Repository, "rev-parse", "--verify", "--quiet", name)).Said.Trim();

    /// <summary>A few commits on main, put there without anybody's leave.</summary>
    public async Task SeedAsync()
    {
        var import = new StringBuilder();
        for (var number = 1; number <= 3; number++)
        {
            var text = $"revision {number}\n";
            import.Append("commit refs/heads/main\ncommitter Ada <ada@acme.example> ").Append(1700000000 + number).Append(" +0000\ndata 2\nc")
                .Append(number).Append("\nM 100644 inline notes.txt\ndata ").Append(text.Length).Append('\n').Append(text).Append('\n');
        }

        var start = new ProcessStartInfo("git", ["fast-import", "--quiet"])
        {
            UseShellExecute = false, RedirectStandardInput = true, WorkingDirectory = Repository,
        };
        using var git = Process.Start(start)!;
        await git.StandardInput.WriteAsync(import.ToString());
        git.StandardInput.Close();
        await git.WaitForExitAsync();
        Assert.Equal(0, git.ExitCode);
    }

    /// <summary>Makes a script the server's say before it takes a push.</summary>
    public async Task HookAsync(string script)
    {
        var hook = Path.Combine(Repository, "hooks", "pre-receive");
        Directory.CreateDirectory(Path.GetDirectoryName(hook)!);
        await File.WriteAllTextAsync(hook, $"#!/bin/sh\n{script}\n");
#pragma warning disable CA1416 // git's hooks are for systems that have modes
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
#pragma warning restore CA1416
    }

    /// <summary>Holds pushes for half a minute, or until a file <c>.go</c> is beside the one that is named, and refuses them then.</summary>
    /// <returns>The file that is there as soon as a push is held.</returns>
    public async Task<string> HoldPushesAsync()
    {
        var held = Path.Combine(Repository, "held");
        await HookAsync($"touch {held}; for n in $(seq 300); do [ -e {held}.go ] && break; sleep 0.1; done; exit 1");
        return held;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task AnswerAsync(HttpContext http)
    {
        Asked.Enqueue($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}");
        Headers.Enqueue(new HeaderDictionary(http.Request.Headers.ToDictionary(one => one.Key, one => one.Value, StringComparer.OrdinalIgnoreCase)));
        if (!await Instead(http))
        {
            await RunAsync(http);
        }
    }

    private async Task RunAsync(HttpContext http)
    {
        var start = new ProcessStartInfo("git", ["http-backend"])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        var request = http.Request;
        start.Environment["GIT_PROJECT_ROOT"] = _folder.FullName;
        start.Environment["GIT_HTTP_EXPORT_ALL"] = "1";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_PROTOCOL"] = request.Headers["Git-Protocol"].ToString();
        start.Environment["REQUEST_METHOD"] = request.Method;
        start.Environment["PATH_INFO"] = request.Path;
        start.Environment["QUERY_STRING"] = request.QueryString.Value?.TrimStart('?') ?? "";
        start.Environment["CONTENT_TYPE"] = request.ContentType ?? "";
        start.Environment["REMOTE_ADDR"] = "127.0.0.1";
        if (request.ContentLength is { } length)
        {
            start.Environment["CONTENT_LENGTH"] = length.ToString(CultureInfo.InvariantCulture);
        }

        using var git = Process.Start(start)!;
        await using var stop = http.RequestAborted.Register(() => git.Kill(entireProcessTree: true));
        _ = git.StandardError.ReadToEndAsync();
        var sending = SendAsync(request.Body, git.StandardInput.BaseStream, http.RequestAborted);
        await AnswerAsync(git.StandardOutput.BaseStream, http);
        await sending;
        await git.WaitForExitAsync();
    }

    private static async Task SendAsync(Stream body, Stream input, CancellationToken cancellationToken)
    {
        try
        {
            await body.CopyToAsync(input, cancellationToken);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // git has read enough, or the client went away.
        }
        finally
        {
            try
            {
                await input.DisposeAsync();
            }
            catch (IOException)
            {
                // git has ended.
            }
        }
    }

    private static async Task AnswerAsync(Stream output, HttpContext http)
    {
        while (await LineAsync(output) is { Length: > 0 } line)
        {
            var (name, value) = (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
            if (name == "Status")
            {
                http.Response.StatusCode = int.Parse(value[..3], CultureInfo.InvariantCulture);
            }
            else
            {
                http.Response.Headers[name] = value;
            }
        }

        try
        {
            var buffer = new byte[32 << 10];
            for (var read = await output.ReadAsync(buffer); read > 0; read = await output.ReadAsync(buffer))
            {
                await http.Response.Body.WriteAsync(buffer.AsMemory(0, read), http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The gateway went away.
        }
    }

    private static async Task<string> LineAsync(Stream output)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await output.ReadAsync(one) == 1 && one[0] != '\n')
        {
            line.Append((char)one[0]);
        }

        return line.ToString().TrimEnd('\r');
    }
}
