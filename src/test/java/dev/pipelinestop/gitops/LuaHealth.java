package dev.pipelinestop.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LoadState;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.BaseLib;
import org.luaj.vm2.lib.PackageLib;
import org.luaj.vm2.lib.TableLib;

/**
 * The health script, run as Argo CD runs it: with three libraries, and the resource as a global.
 */
final class LuaHealth {
  static final Path SCRIPT = Path.of("deploy", "gitops", "argocd", "health.lua");

  private final String script;

  private LuaHealth(String script) {
    this.script = script;
  }

  /** What the script returned. */
  record Health(String status, String message) {}

  static LuaHealth read() throws IOException {
    return new LuaHealth(Files.readString(SCRIPT));
  }

  Health of(JsonNode resource) {
    Globals globals = new Globals();
    globals.load(new BaseLib());
    globals.load(new PackageLib());
    globals.load(new TableLib());
    LoadState.install(globals);
    LuaC.install(globals);
    globals.set("obj", value(resource));
    LuaValue health = globals.load(script, SCRIPT.toString()).call();
    return new Health(health.get("status").checkjstring(), health.get("message").optjstring(""));
  }

  private static LuaValue value(JsonNode node) {
    if (node.isObject()) {
      LuaTable table = new LuaTable();
      node.properties().forEach(field -> table.set(field.getKey(), value(field.getValue())));
      return table;
    }
    if (node.isArray()) {
      LuaTable table = new LuaTable();
      for (int i = 0; i < node.size(); i++) {
        table.set(i + 1, value(node.get(i)));
      }
      return table;
    }
    if (node.isNumber()) {
      return LuaValue.valueOf(node.asDouble());
    }
    if (node.isBoolean()) {
      return LuaValue.valueOf(node.asBoolean());
    }
    return node.isNull() ? LuaValue.NIL : LuaValue.valueOf(node.asText());
  }
}
