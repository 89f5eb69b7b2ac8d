package io.alerthistory.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.vertx.core.json.Json;

/**
 * A provider of OpenID Connect with one user, alice, who is always signed in there. It has what a real one has: discovery,
 * keys that rotate, the code flow with PKCE, which it checks, and signing out. It can be down.
 */
public final class Issuer {

    public static final String CLIENT = "alert-history";
    public static final String SECRET = "s3cret";
    public static final String AUDIENCE = "history-api";

    private final int port;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final AtomicInteger keyReads = new AtomicInteger();
    private volatile RsaJsonWebKey key = newKey();
    private volatile List<String> groups = List.of("sre");
    private volatile HttpServer server;

    public Issuer() {
        try {
            port = Ports.free();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public RsaJsonWebKey key() {
        return key;
    }

    /** How often the keys were read. */
    public int keyReads() {
        return keyReads.get();
    }

    /** The groups in the tokens of a sign-in. */
    public void groups(String... names) {
        groups = List.of(names);
    }

    public Issuer up() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "issuer");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/.well-known/openid-configuration", exchange -> json(exchange, 200, metadata()));
        server.createContext("/jwks", exchange -> {
            keyReads.incrementAndGet();
            json(exchange, 200,
                    Map.of("keys", List.of(key.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY))));
        });
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.start();
        return this;
    }

    public void down() {
        server.stop(0);
    }

    /** Signs with a new key from now on, and publishes no other. */
    public void rotate() {
        key = newKey();
    }

    private Map<String, Object> metadata() {
        return Map.of("issuer", url(), "jwks_uri", url() + "/jwks", "authorization_endpoint", url() + "/authorize",
                "token_endpoint", url() + "/token", "end_session_endpoint", url() + "/logout", "response_types_supported",
                List.of("code"), "subject_types_supported", List.of("public"), "id_token_signing_alg_values_supported",
                List.of("RS256"), "code_challenge_methods_supported", List.of("S256"));
    }

    /** The claims of a good bearer token. */
    public Map<String, Object> claims() {
        long now = System.currentTimeMillis() / 1000;
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", url());
        claims.put("aud", AUDIENCE);
        claims.put("sub", "7d1f");
        claims.put("preferred_username", "alice");
        claims.put("groups", groups);
        claims.put("iat", now);
        claims.put("exp", now + 300);
        claims.put("jti", UUID.randomUUID().toString());
        return claims;
    }

    /** A bearer token with some claims changed; null removes one. */
    public String token(Object... changes) {
        Map<String, Object> claims = claims();
        for (int i = 0; i < changes.length; i += 2) {
            if (changes[i + 1] == null) {
                claims.remove((String) changes[i]);
            } else {
                claims.put((String) changes[i], changes[i + 1]);
            }
        }
        return signed(claims, key);
    }

    public static String signed(Map<String, Object> claims, RsaJsonWebKey key) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setKey(key.getPrivateKey());
        signature.setPayload(Json.encode(claims));
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RsaJsonWebKey newKey() {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(UUID.randomUUID().toString());
            key.setUse("sig");
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> sent = form(exchange.getRequestURI().getRawQuery());
        if (!CLIENT.equals(sent.get("client_id")) || !"code".equals(sent.get("response_type"))
                || !"S256".equals(sent.get("code_challenge_method")) || sent.get("code_challenge") == null
                || sent.get("nonce") == null
                || !Arrays.asList(sent.getOrDefault("scope", "").split(" ", -1)).contains("openid")) {
            json(exchange, 400, Map.of("error", "invalid_request"));
            return;
        }
        String code = UUID.randomUUID().toString();
        codes.put(code, sent);
        exchange.getResponseHeaders().set("Location", sent.get("redirect_uri") + "?code=" + code + "&state="
                + URLEncoder.encode(sent.get("state"), StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> sent = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> asked = codes.remove(String.valueOf(sent.get("code")));
        String client = "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        if (!client.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            json(exchange, 401, Map.of("error", "invalid_client"));
        } else if (asked == null || !asked.get("redirect_uri").equals(sent.get("redirect_uri"))
                || !asked.get("code_challenge").equals(challenge(String.valueOf(sent.get("code_verifier"))))) {
            json(exchange, 400, Map.of("error", "invalid_grant"));
        } else {
            json(exchange, 200, Map.of("access_token", token(), "id_token",
                    token("aud", CLIENT, "nonce", asked.get("nonce")), "token_type", "Bearer", "expires_in", 300));
        }
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The parameters of an address or a form. */
    public static Map<String, String> form(String text) {
        return Arrays.stream(text.split("&", -1)).map(pair -> pair.split("=", 2)).collect(Collectors.toMap(pair -> pair[0],
                pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    /** The parameters of an address. */
    public static Map<String, String> query(URI address) {
        return form(address.getRawQuery());
    }

    private static void json(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = Json.encode(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
